"""Do answers differ by channel, language, district, or what was said to another question? Small cells are left out."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, language_of
from bot.console.surveys.drafting import Opened, find_survey
from bot.participation.results.outcome import Crossed, read_crossing, read_questions
from bot.participation.results.tally import COUNTED, in_language
from bot.participation.surveys.keeping import written
from bot.participation.surveys.versions import Question
from storage.findings import MARKS
from storage.unit import Unit

#: lines of a table beyond which it tells nothing, and takes long to protect
LINES = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """Which question is crossed with what."""

    opened: Opened
    questions: Sequence[Question]
    question: Question | None
    by: str
    #: one, or one for each choice of a mark with several
    said: Sequence[Crossed]


async def show_crossing(request: web.Request) -> web.StreamResponse:
    """Show a question by a mark of who answered, or by another question."""
    desk, language = desk_of(request), language_of(request)
    asked = await desk.database.read(lambda unit: _read(unit, desk, request, language))
    tables: list[Any] = []
    if asked.question is not None and any(asked.said):
        tables = await asyncio.to_thread(_cross, asked.question, _named(desk, asked), language)
    options = [(q["ask"], in_language(q["text"], language)) for q in asked.questions]
    return draw(
        request, "surveys/crossing.html", opened=asked.opened, tab="results", options=options, by=asked.by,
        chosen=asked.question["ask"] if asked.question else "", tables=tables, marks=list(MARKS),
        asked=bool(asked.question), few=any(asked.said) and not tables,
    )  # fmt: skip


def _read(unit: Unit, desk: Desk, request: web.Request, language: str) -> Asked:
    opened = find_survey(unit, desk, request.match_info["name"])
    if opened.survey is None:
        raise web.HTTPNotFound
    now = written(unit, opened.survey, desk.settings.timezone).questions
    questions = [q for q in read_questions(unit, opened.survey, now) if q["type"] in COUNTED]
    by, wanted = request.query.get("by", "channel"), request.query.get("question", "")
    question = next((q for q in questions if q["ask"] == wanted), None)
    mark = next((q for q in questions if f"q:{q['ask']}" == by), None)
    if (by not in MARKS and mark is None) or (mark is not None and mark is question):
        by, mark = "channel", None
    said: Sequence[Crossed] = ()
    if question is not None:
        said = read_crossing(unit, opened.survey, question, by, mark, language)
    return Asked(opened, questions, question, by, said)


def _named(desk: Desk, asked: Asked) -> list[Crossed]:
    """Return the counts with districts by name; beyond LINES lines, the small ones together."""
    names = {d.slug: d.name for d in desk.room().town.districts} if asked.by == "district" else {}
    return [_gather(said, names) for said in asked.said]


def _gather(said: Crossed, names: Mapping[str, str]) -> Crossed:
    lines: Counter[str] = Counter()
    for (mark, _), count in said.items():
        lines[mark] += count
    kept = {mark for mark, _ in lines.most_common(LINES)}
    named: Crossed = Counter()
    for (mark, values), count in said.items():
        named[names.get(mark, mark) if mark in kept else "…", values] += count
    return named


def _cross(question: Question, crossed: Sequence[Crossed], language: str) -> list[Any]:
    # read when it is asked for: scipy takes long to load
    from bot.participation.results.crossing import cross_counts

    return [table for said in crossed for table in cross_counts(question, said, language)]
