"""Which surveys are there, how far have they come, and what waits?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, language_of
from dialogues.labels import spoken
from storage.survey_drafts import SurveyDraft
from storage.surveys import Survey
from storage.unit import Unit

#: surveys of one page
PAGE = 20

#: drafts that are read: nobody writes more at once
DRAFTS = 200

#: days before its end at which a survey is said to end soon
SOON = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One survey of the list."""

    name: str
    title: str
    state: str
    changed_at: datetime
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    invited: int = 0
    began: int = 0
    finished: int = 0
    quota: int | None = None
    #: keys of what waits
    waits: tuple[str, ...] = ()


async def show_surveys(request: web.Request) -> web.StreamResponse:
    """Show the surveys, the one changed last first."""
    desk, language = desk_of(request), language_of(request)
    lines = await desk.database.read(lambda unit: read_lines(unit, desk, language))
    start = _start(request.query.get("after", ""), lines)
    shown = lines[start : start + PAGE]
    after = shown[-1].name if start + PAGE < len(lines) else ""
    return draw(
        request, "surveys/list.html", lines=shown, after=after, first=start == 0, a_day=timedelta(days=1)
    )


def _start(after: str, lines: list[Line]) -> int:
    names = [line.name for line in lines]
    return names.index(after) + 1 if after in names else 0


def read_lines(unit: Unit, desk: Desk, language: str) -> list[Line]:
    """Return a line for each survey and each draft; a town has tens of them."""
    surveys, now, usual = unit.surveys.all(), desk.now(), desk.languages[0]
    drafts = {draft.name: draft for draft in unit.survey_drafts.all(DRAFTS)}
    finished = unit.findings.finished([survey.id for survey in surveys])
    slugs = [survey.slug for survey in surveys]
    asked = tuple((id, fired) for id, fired, _ in unit.findings.asked(slugs))
    invited = desk.remembered.find("invited", asked, lambda: unit.findings.invited(slugs))
    lines = [
        _line(
            one,
            drafts.get(one.slug),
            finished.get(one.id, (0, 0)),
            invited.get(one.slug, 0),
            now,
            spoken(one.title, language, usual),
        )
        for one in surveys
    ]
    known = {line.name for line in lines}
    lines += [_sketched(draft, language, usual) for name, draft in drafts.items() if name not in known]
    return sorted(lines, key=lambda line: line.changed_at, reverse=True)


def _sketched(draft: SurveyDraft, language: str, usual: str) -> Line:
    title = spoken(draft.form["title"], language, usual)
    return Line(draft.name, title or draft.name, "draft", draft.changed_at, waits=("to_open",))


def _line(
    survey: Survey,
    draft: SurveyDraft | None,
    counts: tuple[int, int],
    invited: int,
    now: datetime,
    title: str,
) -> Line:
    began, finished = counts
    waits = tuple(_waits(survey, draft is not None, began, finished, invited, now))
    changed = max(survey.changed_at, draft.changed_at) if draft else survey.changed_at
    return Line(
        survey.slug, title, survey.state, changed, survey.opens_at, survey.closes_at, invited, began, finished,
        survey.quota, waits,
    )  # fmt: skip


def _waits(
    survey: Survey, drafted: bool, began: int, finished: int, invited: int, now: datetime
) -> list[str]:
    """Return what somebody should do, the most pressing first."""
    found = []
    if survey.state == "draft":
        found.append("to_open")
    elif drafted:
        found.append("to_publish")
    if survey.state == "open":
        if survey.closes_at is not None and survey.closes_at <= now:
            found.append("over")
        elif survey.closes_at is not None and (survey.closes_at - now).days < SOON:
            found.append("ends_soon")
        if survey.quota is not None and finished >= survey.quota:
            found.append("full")
        if not invited and not began:
            found.append("nobody")
    return found
