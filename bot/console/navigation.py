"""Which pages does the bar on top name, for whom?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.console.role import Door, Role
from bot.console.route import Route

#: the bar, in order: the word's key in words/<language>/layout.yml, and the path
BAR = (
    ("home", "/"),
    ("ideas", "/ideas"),
    ("moderation", "/moderation"),
    ("surveys", "/surveys"),
    ("broadcasts", "/sendings"),
    ("participants", "/participants"),
    ("conversations", "/conversations"),
    ("settings", "/settings"),
    ("journal", "/journal"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the bar."""

    key: str
    path: str
    current: bool


def entries(routes: Sequence[Route], role: Role, path: str) -> list[Entry]:
    """Return what this role may open, in order; `path` (after /console) marks where one is."""
    mine = {route.path for route in routes if route.safe and _allows(route, role)}
    return [Entry(key, f"/console{at}", _is_under(path, at)) for key, at in BAR if at in mine]


def _allows(route: Route, role: Role) -> bool:
    return not isinstance(route.roles, Door) and role in route.roles


def _is_under(path: str, at: str) -> bool:
    return path == at or (at != "/" and path.startswith(f"{at}/"))
