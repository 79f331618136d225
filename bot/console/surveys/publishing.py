"""How does a draft reach residents, and how does it end? Opened, changed, closed, thanked for, or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, send_to, words_of
from bot.console.surveys.composer import composer_page, look_closely
from bot.console.surveys.drafting import fields_of, find_survey, mark_of
from bot.console.visit import Staff, visit_of
from bot.errors import PalabreError
from bot.participation.surveys import keeping
from bot.participation.surveys.reviewing import Reviewed
from bot.scheduler.closing import close
from bot.scheduler.thanking import Unthanked, thank
from storage.unit import Unit


class Lacking(Exception):
    """The draft cannot be opened as it is."""


class Unsaid(Exception):
    """Something about the draft is odd, and nobody said that it is meant."""


class Moved(Exception):
    """Somebody else changed the draft since it was looked at."""


#: why a draft is not opened → the key of what is said
FAULTS: Mapping[type[Exception], str] = {Lacking: "lacking", Moved: "moved", Unsaid: "unsaid"}


async def publish_survey(request: web.Request) -> web.StreamResponse:
    """Let residents answer what is written now; those who began go on with what they began."""
    desk, name, staff = desk_of(request), request.match_info["name"], visit_of(request).staff
    fields = await fields_of(request)
    falls_back = fields.get("falls_back") == "yes"

    def settle(unit: Unit) -> str:
        opened = find_survey(unit, desk, name, hold=True)
        if fields.get("seen", "") not in ("", mark_of(opened.sketch.plain())):
            raise Moved
        opened = replace(opened, sketch=replace(opened.sketch, falls_back=falls_back))
        reviewed, _ = look_closely(desk, opened)
        if reviewed.grave or reviewed.form is None:
            raise Lacking
        if reviewed.odd and fields.get("meant") != "yes":
            raise Unsaid
        _publish(unit, desk, reviewed)
        unit.survey_drafts.remove(name)
        record(unit, staff, desk.now(), "survey published", f"survey:{name}")
        return "survey_changed" if opened.state == "open" else "survey_open"

    try:
        done = await desk.database.transact(settle)
    except (Lacking, Moved, Unsaid) as error:
        opened = await desk.database.read(lambda unit: find_survey(unit, desk, name))
        return await composer_page(request, opened, 409, fault=FAULTS[type(error)], falls_back=falls_back)
    return send_to(f"/surveys/{name}/results" if done == "survey_open" else f"/surveys/{name}", done=done)


def _publish(unit: Unit, desk: Desk, reviewed: Reviewed) -> None:
    form, definition = reviewed.form, reviewed.definition
    assert form is not None and definition is not None
    keeping.keep(unit, form, definition, desk.now(), desk.settings.timezone)
    keeping.open_survey(unit, form.survey, desk.now())


async def close_survey(request: web.Request) -> web.StreamResponse:
    """Take no more answers; what was said stays. Those who answered are thanked where that was promised."""
    desk, name, staff = desk_of(request), request.match_info["name"], visit_of(request).staff

    def settle(unit: Unit) -> bool:
        if find_survey(unit, desk, name).state != "open":
            raise web.HTTPConflict
        _, thanked = close(unit, desk.sending, name, staff.actor, desk.now())
        record(unit, staff, desk.now(), "survey closed", f"survey:{name}")
        if thanked:
            record(unit, staff, desk.now(), "survey thanked for", f"survey:{name}")
        return thanked

    if await desk.database.transact(settle):
        _wake(desk)
        return send_to(f"/surveys/{name}/results", done="survey_thanked")
    return send_to(f"/surveys/{name}/results", done="survey_closed")


async def reopen_survey(request: web.Request) -> web.StreamResponse:
    """Take answers again."""
    desk, name, staff = desk_of(request), request.match_info["name"], visit_of(request).staff

    def settle(unit: Unit) -> None:
        if find_survey(unit, desk, name).state != "closed":
            raise web.HTTPConflict
        keeping.open_survey(unit, name, desk.now())
        record(unit, staff, desk.now(), "survey opened again", f"survey:{name}")

    try:
        await desk.database.transact(settle)
    except PalabreError:
        return send_to(f"/surveys/{name}/frame", done="survey_over")
    return send_to(f"/surveys/{name}/results", done="survey_open")


async def discard_survey(request: web.Request) -> web.StreamResponse:
    """Throw a draft away; a survey that residents know stays as they know it."""
    desk, name, staff = desk_of(request), request.match_info["name"], visit_of(request).staff

    def settle(unit: Unit) -> bool:
        opened = find_survey(unit, desk, name, hold=True)
        unit.survey_drafts.remove(name)
        record(unit, staff, desk.now(), "survey draft thrown away", f"survey:{name}")
        return opened.survey is not None

    stays = await desk.database.transact(settle)
    return send_to(f"/surveys/{name}" if stays else "/surveys", done="survey_discarded")


async def thank_survey(request: web.Request) -> web.StreamResponse:
    """Tell those who answered how many they were; once."""
    desk, name = desk_of(request), request.match_info["name"]
    await desk.database.read(lambda unit: find_survey(unit, desk, name))
    fault = await _thank(desk, visit_of(request).staff, name)
    if not fault:
        return send_to(f"/surveys/{name}/results", done="survey_thanked")
    told = words_of(request)["surveys"]["thanks_faults"][fault]
    return draw(request, "surveys/refused.html", status=409, name=name, told=told)


async def _thank(desk: Desk, staff: Staff, name: str) -> str:
    """Send the thanks; return why not, as a key, "" once they are on their way."""

    def settle(unit: Unit) -> None:
        thank(unit, desk.sending, name, staff.actor, desk.now())
        record(unit, staff, desk.now(), "survey thanked for", f"survey:{name}")

    try:
        await desk.database.transact(settle)
    except Unthanked as refused:
        return refused.why
    _wake(desk)
    return ""


def _wake(desk: Desk) -> None:
    for channel in desk.sending.channels:
        desk.wake(channel)
