"""How do the ideas of a list leave as a file? CSV that a spreadsheet opens, and runs nothing of."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import language_of, words_of
from bot.console.ideas.labels import Labels, labels_of
from bot.console.ideas.query import Query, read_query
from bot.console.ideas.scope import Scope, scope_of
from bot.console.visit import visit_of
from bot.participation.pseudonym import write_pseudonym
from bot.participation.results.spreadsheet import MARK, write_lines
from storage.idea_catalogue import Edge
from storage.ideas import Idea
from storage.unit import Unit

#: ideas read at once
CHUNK = 500

#: columns, as words/*/ideas.yml names them; the author's only for those who may know of one
COLUMNS = (
    "reference", "state", "received", "title", "solution", "problem", "benefit", "theme", "district", "place",
    "consultation", "assigned", "language",
)  # fmt: skip


async def export_list(request: web.Request) -> web.StreamResponse:
    """Send every idea that the address asks for, whatever page it names."""
    desk, visit = desk_of(request), visit_of(request)
    scope = scope_of(visit.staff)
    query = read_query(request.query, scope, desk.timezone)
    labels, heads = labels_of(desk, language_of(request)), words_of(request)["ideas"]
    await desk.database.transact(lambda u: record(u, visit.staff, desk.now(), "ideas exported", "ideas"))
    names = [heads["columns"][name] for name in (*COLUMNS, *(["author"] if scope.author else []))]
    response = web.StreamResponse(headers={"Content-Disposition": 'attachment; filename="idees.csv"'})
    response.content_type, response.charset = "text/csv", "utf-8"
    await response.prepare(request)
    await response.write(MARK + write_lines([names]))
    edge: Edge | None = None
    while found := await desk.database.read(lambda u, edge=edge: _page(u, query, edge)):  # type: ignore[misc]
        await response.write(write_lines([_row(idea, heads["states"], labels, scope) for idea in found]))
        edge = Edge(found[-1].number, found[-1].changed_at)
    await response.write_eof()
    return response


def _page(unit: Unit, query: Query, edge: Edge | None) -> list[Idea]:
    return unit.idea_catalogue.page(query.filter, query.order, CHUNK, edge)


def _row(idea: Idea, states: Any, labels: Labels, scope: Scope) -> list[str]:
    w, place = idea.words, idea.words.place or {}
    where = place.get("text") or place.get("name") or ""
    row = [
        idea.reference, states[idea.state], idea.created_at.date().isoformat(), w.title, w.solution, w.problem,
        w.benefit, labels.themes.get(idea.theme or "", idea.theme or ""),
        labels.districts.get(idea.district or "", idea.district or ""), where,
        labels.consultations.get(idea.consultation_id or "", ""), idea.assigned_to or "", idea.language or "",
    ]  # fmt: skip
    return [*row, *([write_pseudonym(idea.participant_id or "")] if scope.author else [])]
