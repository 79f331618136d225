"""Which back ends can read what residents write, and how is each opened?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.errors import PalabreError
from bot.nlu.understanding import Backend
from bot.settings import Settings

Opener = Callable[[Settings], Awaitable[Backend]]

#: By name, as `--backend` and `bot.nlu.thresholds` call them.
OPENERS: Mapping[str, Opener] = {}


async def open_backend(name: str, settings: Settings) -> Backend:
    """Return a back end that is ready; whoever opens it closes it. Raise PalabreError."""
    if name not in OPENERS:
        raise PalabreError(f"no back end is called {name}: there is {', '.join(OPENERS) or 'none yet'}")
    return await OPENERS[name](settings)
