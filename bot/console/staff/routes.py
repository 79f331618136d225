"""Which pages does the staff list have?"""

from __future__ import annotations

from bot.console.route import Route
from bot.console.staff import member, members

ROUTES: tuple[Route, ...] = (*members.ROUTES, *member.ROUTES)
