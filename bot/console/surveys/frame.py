"""What frames a survey: its title and name, its days, how many may answer, what is said at the end?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import draw, send_to
from bot.console.surveys.beginning import TAKEN
from bot.console.surveys.drafting import (
    Opened,
    change,
    fields_of,
    find_survey,
    keep,
    mark_of,
    open_survey,
    who,
)
from bot.participation.surveys.form import SLUG
from bot.participation.surveys.question_fields import BadFields
from bot.participation.surveys.sketch import Sketch
from bot.participation.surveys.wording_places import kept, shown
from storage.unit import Unit

#: most responses that can be asked for
QUOTA = 9_999_999


class Changed(Exception):
    """Somebody else changed the frame meanwhile."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened.sketch.name)
        self.opened = opened


async def show_frame(request: web.Request) -> web.StreamResponse:
    """Show the form of the frame."""
    opened = await open_survey(request)
    return _page(request, opened, typed_of(opened.sketch, desk_of(request).languages[0]))


def typed_of(sketch: Sketch, language: str) -> dict[str, str]:
    """Return the fields of the frame as they stand."""
    return {
        "title": shown(sketch.title.get(language)),
        "name": sketch.name,
        "opens": sketch.opens,
        "closes": sketch.closes,
        "quota": str(sketch.quota or ""),
        "thanks": shown(sketch.thanks.get(language)),
        "anonymous": "yes" if sketch.anonymous else "",
        "summary": "yes" if sketch.summary else "",
    }


def _page(
    request: web.Request, opened: Opened, typed: Mapping[str, str], status: int = 200, **told: Any
) -> web.Response:
    usual = desk_of(request).languages[0]
    given: dict[str, Any] = {"faults": {}, "theirs": None, "author": ""}
    seen = mark_of(typed_of(opened.sketch, usual))
    return draw(
        request, "surveys/frame.html", status=status, opened=opened, typed=typed, seen=seen, tab="frame",
        **(given | told),
    )  # fmt: skip


async def change_frame(request: web.Request) -> web.StreamResponse:
    """Store the frame; a new name moves the draft, as long as residents know nothing of it."""
    fields, desk = await fields_of(request), desk_of(request)
    usual, name = desk.languages[0], request.match_info["name"]
    wanted = fields.get("name", "").strip().lower() or name

    def work(opened: Opened) -> Sketch:
        if fields.get("seen", "") != mark_of(typed_of(opened.sketch, usual)):
            raise Changed(opened)
        return read_frame(fields, opened.sketch, usual)

    try:
        await change(request, "survey frame changed", work)
        if wanted != name:
            await _rename(request, wanted)
    except Changed as other:
        author = await who(request, other.opened.draft.changed_by if other.opened.draft else "")
        theirs = typed_of(other.opened.sketch, usual)
        return _page(request, other.opened, fields, 409, theirs=theirs, author=author)
    except BadFields as error:
        return _page(request, await open_survey(request), fields, 400, faults=error.faults)
    return send_to(f"/surveys/{wanted}", done="saved")


async def _rename(request: web.Request, name: str) -> None:
    """Give a draft another name. Raise BadFields for one that cannot be."""
    desk, before = desk_of(request), request.match_info["name"]

    def settle(unit: Unit) -> None:
        opened = find_survey(unit, desk, before, hold=True)
        if opened.survey is not None or not SLUG.fullmatch(name):
            raise BadFields({"name": "bad_name"})
        if name in TAKEN or unit.survey_drafts.get(name) or unit.surveys.by_slug(name):
            raise BadFields({"name": "taken"})
        unit.survey_drafts.remove(before)
        keep(unit, request, opened, replace(opened.sketch, name=name), "survey renamed")

    await desk.database.transact(settle)


def read_frame(fields: Mapping[str, str], before: Sketch, language: str) -> Sketch:
    """Return the sketch with the frame that the fields say. Raise BadFields."""
    faults: dict[str, str] = {}
    title = fields.get("title", "").strip()[:200]
    if not title:
        faults["title"] = "no_title"
    opens, closes = (_day(fields, name, faults) for name in ("opens", "closes"))
    if opens and closes and closes < opens:
        faults["closes"] = "closes_first"
    quota = fields.get("quota", "").strip().replace(" ", "")
    if quota and not (quota.isdecimal() and 0 < int(quota[:9]) <= QUOTA and len(quota) < 9):
        faults["quota"] = "bad_quota"
    if faults:
        raise BadFields(faults)
    thanks, written = {**before.thanks}, fields.get("thanks", "").strip()
    thanks.pop(language, None)
    if written:
        thanks = {language: kept(before.thanks.get(language), written, ()), **thanks}
    return replace(
        before, title={**before.title, language: title}, quota=int(quota) if quota else None,
        thanks=thanks if written else {}, anonymous=fields.get("anonymous") == "yes",
        summary=fields.get("summary") == "yes", opens=opens, closes=closes,
    )  # fmt: skip


def _day(fields: Mapping[str, str], name: str, faults: dict[str, str]) -> str:
    written = fields.get(name, "").strip()
    try:
        return date.fromisoformat(written).isoformat() if written else ""
    except ValueError:
        faults[name] = "bad_day"
        return ""
