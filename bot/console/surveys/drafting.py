"""Which draft is it, who changed it meanwhile, and how is it kept? One transaction for each change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson
from aiohttp import web

from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.form import read_posted
from bot.console.visit import visit_of
from bot.participation.surveys.form import SLUG
from bot.participation.surveys.keeping import written
from bot.participation.surveys.reviewing import Ground, Reviewed, review
from bot.participation.surveys.sketch import Sketch, read_sketch, sketch_of
from dialogues.reading.lexicon import load_lexicons
from storage.survey_drafts import SurveyDraft
from storage.surveys import Survey
from storage.unit import Unit

#: characters of one field; of a pasted text, which is refused whole when it is longer; and those that are read of one
FIELD, PASTED, READ = 4000, 20_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A survey as staff see it: what they write, and what residents get; None before it was ever opened."""

    sketch: Sketch
    draft: SurveyDraft | None
    survey: Survey | None

    @property
    def state(self) -> str:
        """The state that the list shows: draft, open or closed."""
        return self.survey.state if self.survey is not None else "draft"

    @property
    def published(self) -> bool:
        """Whether residents may have seen it."""
        return self.survey is not None and self.survey.state != "draft"


def find_survey(unit: Unit, desk: Desk, name: str, *, hold: bool = False) -> Opened:
    """Return a survey by its name; raise HTTPNotFound."""
    if not SLUG.fullmatch(name):
        raise web.HTTPNotFound
    draft, survey = unit.survey_drafts.get(name, hold=hold), unit.surveys.by_slug(name)
    if draft is not None:
        return Opened(read_sketch(draft.form), draft, survey)
    if survey is None:
        raise web.HTTPNotFound
    form = written(unit, survey, desk.settings.timezone)
    return Opened(sketch_of(form), None, survey)


def keep(unit: Unit, request: web.Request, opened: Opened, sketch: Sketch, what: str) -> None:
    """Store what staff wrote, and the trace of it."""
    desk, staff = desk_of(request), visit_of(request).staff
    now, before = desk.now(), opened.draft
    base = before.base if before else opened.survey.version if opened.survey else ""
    unit.survey_drafts.save(
        SurveyDraft(
            sketch.name, sketch.plain(), base, staff.actor,
            before.created_at if before else now, now, before.revision + 1 if before else 1,
        )
    )  # fmt: skip
    record(unit, staff, now, what, f"survey:{sketch.name}")


async def open_survey(request: web.Request) -> Opened:
    """Return the survey that the address names; raise HTTPNotFound."""
    desk, name = desk_of(request), request.match_info["name"]
    return await desk.database.read(lambda unit: find_survey(unit, desk, name))


async def change(request: web.Request, what: str, work: Callable[[Opened], Sketch]) -> Opened:
    """Change the draft that the address names; whatever `work` raises leaves it as it was."""
    desk, name = desk_of(request), request.match_info["name"]

    def settle(unit: Unit) -> Opened:
        opened = find_survey(unit, desk, name, hold=True)
        sketch = work(opened)
        if sketch != opened.sketch:
            keep(unit, request, opened, sketch, what)
        return replace(opened, sketch=sketch)

    return await desk.database.transact(settle)


def look_at(desk: Desk, opened: Opened) -> Reviewed:
    """Return what is wrong with a draft, and its dialogue where it can be played."""
    room = desk.room()
    promised = opened.survey.anonymous if opened.survey is not None and opened.published else None
    today = desk.now().astimezone(desk.timezone).date()
    ground = Ground(room.phrasebook, load_lexicons(room.languages), room.languages, today, promised)
    return review(opened.sketch, ground)


def mark_of(part: Mapping[str, Any]) -> str:
    """Return what differs once a part of a draft was changed: what its editor saw."""
    return hashlib.sha256(orjson.dumps(part, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def is_too_long(pasted: str) -> bool:
    """Tell whether a pasted text is refused, counted as its page counts it: a browser sends two signs for an end of line."""
    return len(pasted.replace("\r\n", "\n").strip()) > PASTED


async def fields_of(request: web.Request, limit: int = FIELD) -> dict[str, str]:
    """Return the fields of a form as texts, files left out."""
    posted = await read_posted(request)
    return {name: value[:limit] for name, value in posted.items() if isinstance(value, str)}


async def who(request: web.Request, actor: str) -> str:
    """Return the name of the member of staff whom the audit names so, "" for somebody gone."""
    id = actor.removeprefix("staff:")
    member = await desk_of(request).database.read(lambda unit: unit.staff.by_id(id))
    return member.name if member is not None else ""
