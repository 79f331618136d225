"""Which ideas come before and after one, in the list that its reader came from?"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.console.ideas.query import Query, read_given
from storage.idea_catalogue import Edge
from storage.ideas import Idea
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Walk:
    """Where one idea stands in a list."""

    #: what the addresses of its forms carry, so that the list is still known after them: "?state=published"
    within: str
    #: the list itself
    back: str
    #: addresses, "" for none
    before: str = ""
    after: str = ""


def walk(unit: Unit, query: Query, idea: Idea) -> Walk:
    """Return the neighbours of an idea, which may have left the list since: it was moved on from there."""
    at = Walk(query.link(""), query.link("/console/ideas"))
    if query.like or (query.order == "changed" and idea.changed_at is None):
        return at
    edge = Edge(idea.number, idea.changed_at if query.order == "changed" else None)
    before, after = (
        next(iter(unit.idea_catalogue.page(query.filter, query.order, 1, edge, back)), None)
        for back in (True, False)
    )
    return Walk(at.within, at.back, _link(query, before), _link(query, after))


def _link(query: Query, idea: Idea | None) -> str:
    return query.link(f"/console/ideas/{idea.reference}") if idea else ""


def listed(request: web.Request) -> dict[str, str]:
    """Return what an address says of the list that its reader came from, for the address after it."""
    return {name: value for name, value in read_given(request.query).items() if value}
