"""What comes of steering a sending that others, or time, may have changed meanwhile?"""

from __future__ import annotations

from collections.abc import Callable

from bot.console.desk import Desk
from bot.errors import PalabreError
from storage.unit import Unit


async def attempt(desk: Desk, steer: Callable[[Unit], str]) -> str:
    """Steer in one transaction; return "", or the key of what staff are told instead."""
    try:
        return await desk.database.transact(steer)
    except PalabreError:
        return "refused"
