"""Which ideas are there? A list that is searched, filtered and sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, language_of
from bot.console.ideas.closeness import Near, near_to
from bot.console.ideas.labels import TONES, labels_of
from bot.console.ideas.query import FIELDS, NOBODY, ORDERS, Query, mark, read_query
from bot.console.ideas.scope import Scope, find_idea, scope_of
from bot.console.visit import visit_of
from bot.participation.idea_states import STATES
from storage.idea_catalogue import Filter
from storage.ideas import Idea
from storage.unit import Unit

#: ideas on one page
PAGE = 30

#: ideas counted: beyond, the page says "more than"
COUNTED = 1_000

#: ideas shown that are like another
LIKE = 30


async def show_list(request: web.Request) -> web.Response:
    """Show the ideas that the address asks for."""
    desk, scope = desk_of(request), scope_of(visit_of(request).staff)
    query = read_query(request.query, scope, desk.timezone)
    close = await _close(desk, scope, query)
    found, earlier, count, assignees = await desk.database.read(lambda unit: _read(unit, query, close))
    if close is not None:
        rank = {near.reference: n for n, near in enumerate(close)}
        found.sort(key=lambda idea: rank[idea.reference])
    before, after = _pages(query, found, earlier)
    return draw(
        request,
        "ideas/list.html",
        ideas=found[:PAGE],
        count=count,
        counted=COUNTED,
        query=query,
        given={name: query.given[name] for name in FIELDS},
        close={near.reference: near for near in close} if close is not None else None,
        labels=labels_of(desk, language_of(request)),
        languages=desk.languages,
        assignees=assignees,
        scope=scope,
        states=STATES,
        orders=ORDERS,
        nobody=NOBODY,
        tones=TONES,
        export=query.link("/console/ideas.csv"),
        before=before,
        after=after,
    )


def _read(unit: Unit, query: Query, close: Sequence[Near] | None) -> tuple[list[Idea], bool, int, list[str]]:
    """Return the ideas of the page, one more when there are more after it, and whether there are earlier ones."""
    catalogue, wanted = unit.idea_catalogue, _among(query, close)
    limit = LIKE if close is not None else PAGE + 1
    found = catalogue.page(wanted, query.order, limit, query.edge, query.back)
    earlier = query.edge is not None and (not query.back or len(found) > PAGE)
    if query.back and len(found) > PAGE:
        found = found[1:]
    return found, earlier, catalogue.count(wanted, COUNTED), catalogue.assignees()


def _among(query: Query, close: Sequence[Near] | None) -> Filter:
    if close is None:
        return query.filter
    return replace(query.filter, references=[near.reference for near in close])


async def _close(desk: Desk, scope: Scope, query: Query) -> list[Near] | None:
    """Return the ideas that are like the one that the address names; None when it names none."""
    if not query.like or scope.organisation is not None:
        return None
    idea = await desk.database.read(lambda unit: find_idea(unit, scope, query.like))
    return (await near_to(desk, idea, LIKE)).found


def _pages(query: Query, found: Sequence[Idea], earlier: bool) -> tuple[str, str]:
    """Return the addresses of the neighbouring pages, "" for none."""
    if not found or query.like:
        return "", ""
    shown = found[:PAGE]
    more = len(found) > PAGE or query.back
    first, last = mark(shown[0], query.order), mark(shown[-1], query.order)
    return (
        query.link("/console/ideas", edge=first, back="1") if earlier else "",
        query.link("/console/ideas", edge=last) if more else "",
    )
