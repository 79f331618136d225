"""How do staff write a sending, see what it will do, and confirm it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import draw, is_part, language_of, send_to, words_of
from bot.console.kept import show_after, take_up
from bot.console.role import WRITERS
from bot.console.route import get, post
from bot.console.segments.builder import act
from bot.console.segments.builder import check as check_builder
from bot.console.segments.choices import Choices, find_choices
from bot.console.segments.counting import LIVE, RECKON
from bot.console.segments.fields import Fields, Told, first, read_fields
from bot.console.segments.pages import shown_builder
from bot.console.segments.phrase import say_segment
from bot.console.sendings.checking import Faults, Ground, check
from bot.console.sendings.composition import ACTS, DEFAULTS, Composition, read_composition
from bot.console.sendings.outlook import look_ahead, show_phones
from bot.console.sendings.phone import try_out
from bot.console.sendings.sentence import say_rhythm, say_what_happens
from bot.console.sendings.storing import store
from bot.console.visit import visit_of
from bot.errors import PalabreError
from bot.participation.broadcasts.draft import LONGEST
from bot.participation.broadcasts.recurrence import EVERY, RANKS
from storage.unit import Unit

#: Fields that no form sends back.
_OURS = ("csrf", "act", "tried")


async def show_form(request: web.Request) -> web.Response:
    """Show what is being written, or an empty form; `?survey=` and `?segment=` choose what and to whom."""
    if fields := take_up(request):
        return await _go_on(request, fields)
    survey, segment = request.query.get("survey", ""), request.query.get("segment", "")
    desk = desk_of(request)
    tomorrow = desk.now().astimezone(desk.timezone) + timedelta(days=1)
    typed = {**DEFAULTS, "date": tomorrow.date().isoformat()}
    typed |= {"what": "survey", "survey": survey, "name": survey} if survey else {}
    typed |= {"who": "kept", "segment": segment} if segment else {}
    begun = {name: [value] for name, value in typed.items()}
    return await _show(request, read_composition(begun, desk.languages), {})


async def change_form(request: web.Request) -> web.Response:
    """Take what was typed, send the message to who asks, and go on to what the button says."""
    fields: Fields = await read_fields(request)
    if first(fields, "act") == "test":
        made = read_composition(fields, desk_of(request).languages)
        fields = {**fields, "tried": [await _try_out(request, made)]}
    if is_part(request):
        return await _go_on(request, fields)
    return await show_after(request, "/sendings/new", fields)


async def _go_on(request: web.Request, fields: Fields) -> web.Response:
    """Add or remove a condition, show the preview, or the confirmation: what the button said."""
    made, wanted = read_composition(fields, desk_of(request).languages), first(fields, "act")
    if wanted.partition(" ")[0] == "next":
        return await _confirm(request, made, fields, at_once=wanted.endswith(RECKON))
    if wanted.partition(" ")[0] in ("grow", "cut"):
        made = replace(made, builder=act(made.builder, fields))
    tried = first(fields, "tried") if wanted == "test" else ""
    return await _show(
        request, made, {}, previewed=wanted in ("preview", RECKON), counted=wanted == RECKON, tried=tried
    )


async def show_preview(request: web.Request) -> web.Response:
    """Show phones, count and cost of what is written so far; in a large town as one types, the phones alone."""
    fields, desk = await read_fields(request), desk_of(request)
    made, counted = read_composition(fields, desk.languages), first(fields, "act") == RECKON
    found = await desk.database.read(
        lambda unit: _preview(unit, request, made, live=not counted, counted=counted)
    )
    return draw(request, "sendings/preview.html", anew=() if made.is_survey else desk.languages, **found)


async def confirm(request: web.Request) -> web.StreamResponse:
    """Store the sending, once, however often the button is pressed."""
    fields = await read_fields(request)
    desk, staff = desk_of(request), visit_of(request).staff
    made = read_composition(fields, desk.languages)

    def work(unit: Unit) -> tuple[str, Faults]:
        ground = _ground(unit, request)
        faults = check(made, ground)
        return ("", faults) if faults else (store(unit, desk.sending, made, staff.actor, desk.now()), {})

    try:
        where, faults = await desk.database.transact(work)
    except PalabreError:
        where, faults = "", {"name": "taken"}
    if faults:
        return await _show(request, made, faults, status=400)
    for channel in desk.sending.channels:
        desk.wake(channel)
    return send_to(where, done="sending_now" if made["when"] == "now" else "sending_planned")


async def _confirm(request: web.Request, made: Composition, fields: Fields, *, at_once: bool) -> web.Response:
    """Show in one sentence what will happen, or what is still wrong; in a large town once the page that counts is there."""
    words, language, desk = words_of(request), language_of(request), desk_of(request)

    def read(unit: Unit) -> tuple[Faults, dict[str, Any]]:
        ground = _ground(unit, request)
        if faults := check(made, ground):
            return faults, {}
        taken = unit.broadcasts.by_slug(made.slug) or unit.schedules.by_slug(made.slug, hold=False)
        if taken is not None:
            return {"name": "taken"}, {}
        if not at_once and unit.planning.is_large(LIVE):
            return {}, {}
        outlook = look_ahead(unit, desk, made)
        return {}, {
            "outlook": outlook,
            "sentence": say_what_happens(made, outlook, words, language, desk.timezone),
            "rhythm": say_rhythm(made, words, language) if made["when"] == "again" else "",
            "who": _who(unit, made, words["segments"], ground.choices),
        }

    try:
        faults, found = await desk.database.read(read)
    except PalabreError:
        faults, found = {"who": "gone"}, {}
    if faults:
        return await _show(request, made, faults, status=400, previewed=True)
    kept = [(name, value) for name, values in fields.items() if name not in _OURS for value in values]
    page = "sendings/confirm.html" if found else "sendings/counting.html"
    return draw(request, page, made=made, kept=kept, **found)


async def _try_out(request: web.Request, made: Composition) -> str:
    """Send the text to the phone of who asks; return the key of what to tell them."""
    desk, staff = desk_of(request), visit_of(request).staff
    language = next((one for one in desk.languages if made.texts.get(one)), "")
    if made.is_survey or not language or len(made.texts[language]) > LONGEST:
        return "test_text"
    text = made.texts[language]
    channels = await desk.database.transact(lambda unit: try_out(unit, desk, staff, text, language))
    for channel in channels:
        desk.wake(channel)
    return "tested" if channels else "test_phone"


async def _show(
    request: web.Request,
    made: Composition,
    faults: Faults,
    *,
    status: int = 200,
    previewed: bool = False,
    counted: bool = False,
    tried: str = "",
) -> web.Response:
    desk = desk_of(request)

    def read(unit: Unit) -> dict[str, Any]:
        ground = _ground(unit, request)
        surveys = {slug: survey.title for slug, survey in ground.surveys.items()}
        shown = (
            _preview(unit, request, made, counted=counted)
            if previewed or made.is_survey
            else _phones_alone({})
        )
        return {
            "surveys": [(slug, _titled(title, language_of(request))) for slug, title in surveys.items()],
            "segments": [(slug, slug) for slug in ground.segments],
            "choices": ground.choices,
            "channels": ground.choices.options["channel"],
            **shown,
        }

    builder = made.builder
    found = await desk.database.read(read)
    if faults.get("who") == "builder":
        builder = check_builder(builder, found["choices"])
    return draw(
        request, "sendings/new.html", status=status, made=made, faults=Told(faults), tried=tried, languages=desk.languages,
        longest=LONGEST, names=dict(found["choices"].options["language"]), every=EVERY, ranks=RANKS, acts=ACTS,
        weekdays=words_of(request)["sendings"]["weekdays"], **shown_builder(builder), **found,
    )  # fmt: skip


def _preview(
    unit: Unit, request: web.Request, made: Composition, *, live: bool = False, counted: bool = False
) -> dict[str, Any]:
    """Return phones and count; the phones alone while something is missing.

    In a large town, where counting takes a second, nothing is counted as one types, and a page asks for it once it is there.
    """
    desk = desk_of(request)
    large = not counted and unit.planning.is_large(LIVE)
    if large and live:
        return _phones_alone(show_phones(unit, desk, made), asks=True)
    named = replace(made, typed={**made.typed, "name": made["name"] or "apercu"})
    if check(named, _ground(unit, request)):
        return _phones_alone(show_phones(unit, desk, made))
    if large:
        return _phones_alone(show_phones(unit, desk, made), counting=True)
    try:
        outlook = look_ahead(unit, desk, named)
    except PalabreError:
        return _phones_alone({})
    return {**_phones_alone(outlook.phones), "outlook": outlook}


def _phones_alone(phones: Mapping[str, Any], *, asks: bool = False, counting: bool = False) -> dict[str, Any]:
    """Return a preview without its count: a button asks for it, the page itself does, or neither."""
    return {"outlook": None, "phones": phones, "asks": asks, "counting": counting}


def _ground(unit: Unit, request: web.Request) -> Ground:
    desk = desk_of(request)
    now = desk.now()
    choices = find_choices(unit, desk, words_of(request)["segments"], language_of(request))
    surveys = {survey.slug: survey for survey in unit.surveys.all() if survey.takes_answers(now)}
    segments = [slug for slug, _ in unit.segments.all()]
    zone = desk.sending.window.timezone
    return Ground(desk.languages, tuple(desk.sending.channels), surveys, segments, zone, now, choices)


def _who(unit: Unit, made: Composition, words: Mapping[str, Any], choices: Choices) -> str:
    match made["who"]:
        case "kept":
            return say_segment(unit.segments.by_slug(made["segment"]), words, choices)
        case "here":
            return say_segment(made.builder.segment(), words, choices)
    return str(words["kinds"]["everyone"]["is"])


def _titled(title: Mapping[str, str], language: str) -> str:
    return title.get(language) or next(iter(title.values()), "")


ROUTES = (
    get("/sendings/new", show_form, WRITERS),
    post("/sendings/new", change_form, WRITERS),
    post("/sendings/preview", show_preview, WRITERS),
    post("/sendings/confirm", confirm, WRITERS),
)
