"""What is a route of the console: a path, what answers there, and who may ask?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.console.role import Door, Roles

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: methods that change nothing: no CSRF token is asked
SAFE = frozenset(("GET",))


@dataclass(frozen=True, slots=True)
class Route:
    """One way in; `path` begins after /console. Raise ValueError for one that nobody may take."""

    method: str
    path: str
    handler: Handler
    #: who may; a Door where no role is asked: the pages of signing in
    roles: Roles | Door

    def __post_init__(self) -> None:
        if not self.roles:
            raise ValueError(f"{self.method} {self.path} names no role: nobody could take it")

    @property
    def safe(self) -> bool:
        """Whether it changes nothing."""
        return self.method in SAFE


#: every route of an application, in order
TABLE = web.AppKey("table", tuple[Route, ...])


def get(path: str, handler: Handler, roles: Roles | Door) -> Route:
    """Return a route that shows something."""
    return Route("GET", path, handler, roles)


def post(path: str, handler: Handler, roles: Roles | Door) -> Route:
    """Return a route that changes something: the gate asks for the CSRF token."""
    return Route("POST", path, handler, roles)
