"""Which routes does the console have? All of them: what is not here does not exist."""

from __future__ import annotations

from bot.console import home, stepping
from bot.console.route import Route

#: each page module has its own ROUTES
ROUTES: tuple[Route, ...] = (*stepping.ROUTES, *home.ROUTES)
