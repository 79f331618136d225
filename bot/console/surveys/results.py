"""What did a survey find so far? Figures with their denominators, nobody's name; they grow while it is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, draw_part, language_of, words_of
from bot.console.surveys.drafting import Opened, fields_of, find_survey
from bot.participation.results.outcome import Outcome, Reach, read_answers, read_reach
from bot.participation.results.representing import verdict, weigh
from bot.participation.results.tally import Tally
from bot.participation.segments.census import BadCensus, read_census
from bot.participation.surveys.keeping import written
from bot.participation.surveys.versions import Question
from storage.surveys import Survey
from storage.unit import Unit

#: how many take part, and when one was touched last
Stamp = tuple[int, datetime | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """One question of the results."""

    tally: Tally
    #: (label, count) of what was chosen
    rows: list[tuple[str, int]]
    #: [mark, count] of a scale
    scale: list[list[Any]]
    former: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What the page shows."""

    opened: Opened
    outcome: Outcome
    panels: list[Panel]
    #: what differs once somebody answered
    seen: str


async def show_results(request: web.Request) -> web.StreamResponse:
    """Show the results."""
    return _page(request, await _find(request))


def _page(request: web.Request, found: Found, status: int = 200, **told: Any) -> web.Response:
    given: dict[str, Any] = {"weights": [], "verdict": "", "census": "", "census_fault": ""}
    languages = desk_of(request).languages
    given |= {"found": found, "opened": found.opened, "tab": "results", "languages": languages}
    return draw(request, "surveys/results.html", status=status, **(given | told))


async def show_live(request: web.Request) -> web.StreamResponse:
    """Return the figures anew; nothing while nobody answered since."""
    desk, name = desk_of(request), request.match_info["name"]
    seen = await desk.database.read(lambda unit: _stamp(unit, desk, name))
    if seen == request.query.get("seen"):
        return web.Response(status=204)
    found = await _find(request)
    return draw_part(request, "surveys/figures.html", found=found, opened=found.opened)


def _stamp(unit: Unit, desk: Desk, name: str) -> str:
    survey = find_survey(unit, desk, name).survey
    if survey is None:
        raise web.HTTPNotFound
    return _spell(survey, unit.findings.stamp(survey.id))


def _spell(survey: Survey, stamp: Stamp) -> str:
    count, last = stamp
    return f"{count}-{last.timestamp() if last else 0:.6f}-{survey.state}"


async def _find(request: web.Request) -> Found:
    desk, name, words = desk_of(request), request.match_info["name"], words_of(request)["surveys"]
    language = language_of(request)

    def read(unit: Unit) -> Found:
        opened = find_survey(unit, desk, name)
        if opened.survey is None:
            raise web.HTTPNotFound
        asked = written(unit, opened.survey, desk.settings.timezone).questions
        stamp = unit.findings.stamp(opened.survey.id)
        outcome = _outcome(unit, desk, opened.survey, asked, language, stamp)
        panels = [
            _panel(one, outcome.questions[one.name], outcome.spread.get(one.name, {}), words)
            for one in outcome.tallies
        ]
        return Found(opened, outcome, panels, _spell(opened.survey, stamp))

    return await desk.database.read(read)


def _outcome(
    unit: Unit, desk: Desk, survey: Survey, asked: Sequence[Question], language: str, stamp: Stamp
) -> Outcome:
    """Return the results; they are counted once for everybody who looks until somebody answers, or is reached."""
    answered = desk.remembered.find(
        ("answers", survey.id, language),
        (stamp, survey.version, survey.state),
        lambda: read_answers(unit, survey, asked, language),
    )
    return replace(answered, reach=_reach(unit, desk, survey))


def _reach(unit: Unit, desk: Desk, survey: Survey) -> Sequence[Reach]:
    """Return whom the survey reached: counted each time while a sending is going, then once a day for late receipts."""
    sendings = tuple(unit.findings.asked([survey.slug]))
    if any(fired is not None and ended is None for _, fired, ended in sendings):
        return read_reach(unit, survey)
    mark = (sendings, desk.first_hour())
    return desk.remembered.find(("reach", survey.id), mark, lambda: read_reach(unit, survey))


def _panel(
    tally: Tally, question: Mapping[str, Any], spread: Mapping[Any, int], words: Mapping[str, Any]
) -> Panel:
    plain = tally.type == "yesno" and not question.get("choices")
    labels = words["yes_no"] if plain else tally.labels
    rows = [(str(labels.get(value, value)), count) for value, count in tally.values.items()]
    low, high = int(question.get("low", 1)), int(question.get("high", 5))
    marks = range(low, high + 1) if tally.type == "scale" else ()
    scale = [[str(mark), spread.get(mark, 0)] for mark in marks]
    return Panel(tally, rows, scale, bool(question.get("former")))


async def compare_survey(request: web.Request) -> web.StreamResponse:
    """Say whether those who answered resemble those who live here, by a census that is pasted."""
    desk, census = desk_of(request), (await fields_of(request)).get("census", "")
    found = await _find(request)
    try:
        sizes = _named(desk, read_census(_with_head(census)))
    except BadCensus as error:
        return _page(request, found, 400, census=census, census_fault=str(error))
    survey = found.opened.survey
    assert survey is not None
    counts = await desk.database.read(lambda unit: unit.findings.districts(survey.id))
    weights = weigh(_by_name(desk, counts), sizes)
    return _page(request, found, census=census, weights=weights, verdict=verdict(weights))


def _with_head(census: str) -> str:
    """Return a census with the line that names its columns: nobody should have to know it."""
    text = census.strip().replace("\t", ";")
    first = text.split("\n", maxsplit=1)[0].lower()
    if "stratum" in first:
        return text
    return f"stratum{';' if ';' in first else ','}size\n{text}"


def district_names(desk: Desk) -> dict[str, str]:
    """Return the names of the town's districts, by slug."""
    return {district.slug: district.name for district in desk.room().town.districts}


def _named(desk: Desk, sizes: Mapping[str, int]) -> dict[str, int]:
    """Return the census by the names of districts, whether it has names or what we call them inside."""
    names = district_names(desk)
    return {names.get(stratum, stratum): size for stratum, size in sizes.items()}


def _by_name(desk: Desk, counts: Mapping[str, int]) -> dict[str, int]:
    names = district_names(desk)
    return {names.get(district, district): count for district, count in counts.items()}
