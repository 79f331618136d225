"""How does a survey begin? From a blank page, a ready one, a text, a spreadsheet, or another survey."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from aiohttp import BodyPartReader, web

from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, language_of, send_to
from bot.console.gate import parts_of
from bot.console.kept import show_after, take_up
from bot.console.surveys.drafting import (
    PASTED,
    READ,
    Opened,
    change,
    fields_of,
    find_survey,
    is_too_long,
    keep,
)
from bot.console.visit import visit_of
from bot.participation.surveys.dictation import take_down
from bot.participation.surveys.naming import slug_of
from bot.participation.surveys.ready import read_template, templates
from bot.participation.surveys.sketch import Sketch, sketch_of
from bot.participation.surveys.xlsform.faults import BadSheet, Fault
from dialogues.labels import spoken
from storage.unit import Unit

#: bytes of a spreadsheet (as `palabre survey import` takes)
LARGEST = 5_000_000

#: names that addresses of the console have taken
TAKEN = frozenset(("new", "import"))


async def show_new(request: web.Request) -> web.StreamResponse:
    """Show the ways to begin."""
    return _page(request)


def _page(request: web.Request, status: int = 200, **told: Any) -> web.Response:
    language, usual = language_of(request), desk_of(request).languages[0]
    ready = []
    for name in templates():
        form = read_template(name)
        asked = [spoken(question["text"], language, usual) for question in form.questions]
        ready.append((name, spoken(form.title, language, usual), asked))
    given: dict[str, Any] = {"fault": "", "long": False, "typed": {}, "cells": (), "most": PASTED}
    return draw(request, "surveys/new.html", status=status, ready=ready, **(given | told))


async def begin_survey(request: web.Request) -> web.StreamResponse:
    """Store a new draft: from a title and maybe a pasted text, or from a ready one."""
    fields, desk = await fields_of(request, READ), desk_of(request)
    usual = desk.languages[0]
    if (ready := fields.get("template", "")) and ready in templates():
        sketch = _spoken_here(sketch_of(read_template(ready)), desk.languages)
    elif ready or not fields.get("title", "").strip():
        return _page(request, 400, fault="no_title", typed=fields)
    elif is_too_long(fields.get("pasted", "")):
        return _page(request, 400, long=True, typed=fields)
    else:
        title = fields["title"].strip()[:200]
        sketch = Sketch("", {usual: title}, take_down(fields.get("pasted", ""), usual))
        sketch = replace(sketch, name=slug_of(title))
    name = await desk.database.transact(lambda unit: store_new(unit, request, sketch))
    return send_to(f"/surveys/{name}")


def _spoken_here(sketch: Sketch, languages: Sequence[str]) -> Sketch:
    """Return a ready survey in the languages of the town only."""

    def here(texts: Mapping[str, Any]) -> dict[str, Any]:
        return {tongue: texts[tongue] for tongue in languages if tongue in texts} or dict(texts)

    def step(one: Mapping[str, Any]) -> dict[str, Any]:
        said = {k: here(v) for k, v in one.items() if k in ("text", "hint") and isinstance(v, dict)}
        choices = [{**choice, "label": here(choice["label"])} for choice in one.get("choices") or ()]
        return {**one, **said, **({"choices": choices} if choices else {})}

    return replace(sketch, title=here(sketch.title), steps=[step(one) for one in sketch.steps])


def store_new(unit: Unit, request: web.Request, sketch: Sketch) -> str:
    """Store a draft under a name that nothing has, and return it."""
    taken = {*TAKEN, *(s.slug for s in unit.surveys.all()), *(d.name for d in unit.survey_drafts.all(10_000))}
    named = replace(sketch, name=slug_of(sketch.name.replace("-", " "), taken))
    keep(unit, request, Opened(named, None, None), named, "survey begun")
    return named.name


async def duplicate_survey(request: web.Request) -> web.StreamResponse:
    """Begin a survey with what another one asks; days and answers stay with the other."""
    desk, name = desk_of(request), request.match_info["name"]

    def copy(unit: Unit) -> str:
        sketch = find_survey(unit, desk, name).sketch
        return store_new(unit, request, replace(sketch, opens="", closes=""))

    return send_to(f"/surveys/{await desk.database.transact(copy)}", done="survey_copied")


async def import_survey(request: web.Request) -> web.StreamResponse:
    """Begin a survey with an XLSForm; every fault is told by its cell, and then nothing is stored."""
    desk = desk_of(request)
    try:
        sketch, notes = await _uploaded(request)
    except BadSheet as error:
        return _page(request, 400, cells=told(error.faults, language_of(request)))
    name = await desk.database.transact(lambda unit: store_new(unit, request, sketch))
    if notes:
        return await show_after(
            request, f"/surveys/{name}/imported", {"notes": told(notes, language_of(request))}
        )
    return send_to(f"/surveys/{name}", done="survey_imported")


async def show_imported(request: web.Request) -> web.StreamResponse:
    """Show what an import left out."""
    kept, name = take_up(request), request.match_info["name"]
    if kept is None:
        return send_to(f"/surveys/{name}")
    return draw(request, "surveys/imported.html", name=name, **kept)


async def replace_survey(request: web.Request) -> web.StreamResponse:
    """Put what an XLSForm asks in place of a draft's questions; the survey keeps its name."""
    try:
        sketch, _ = await _uploaded(request)
    except BadSheet as error:
        return _page(request, 400, cells=told(error.faults, language_of(request)))

    def work(opened: Opened) -> Sketch:
        return replace(sketch, name=opened.sketch.name, summary=sketch.summary or opened.sketch.summary)

    await change(request, "survey replaced by a spreadsheet", work)
    return send_to(f"/surveys/{request.match_info['name']}", done="survey_imported")


def told(faults: Sequence[Fault], language: str) -> list[tuple[str, str]]:
    """Return each fault as its cell and its sentence."""
    said = []
    for fault in faults:
        sentence = fault.say(language).removeprefix(f"{fault.cell}: ")
        said.append((fault.cell.replace("!", " · "), sentence[:1].upper() + sentence[1:]))
    return said


async def _uploaded(request: web.Request) -> tuple[Sketch, Sequence[Fault]]:
    """Read the spreadsheet of a form, as far as it may be long. Raise BadSheet."""
    try:
        part = await parts_of(request).next()
    except (KeyError, ValueError):
        raise web.HTTPBadRequest from None
    if not isinstance(part, BodyPartReader) or not part.filename:
        raise BadSheet([Fault("", "not_xlsx")])
    data = bytearray()
    while chunk := await part.read_chunk(65_536):
        data += chunk
        if len(data) > LARGEST:
            raise BadSheet([Fault("", "too_heavy", {"most": LARGEST // 1_000_000})])
    languages, stem = desk_of(request).languages, part.filename.rpartition(".")[0]
    return await asyncio.to_thread(_read, bytes(data), languages, slug_of(stem))


def _read(data: bytes, languages: Sequence[str], name: str) -> tuple[Sketch, Sequence[Fault]]:
    # read when it is asked for: a service keeps no spreadsheets in memory
    from bot.participation.surveys.xlsform.importing import import_xlsform

    imported = import_xlsform(data, languages, name)
    return sketch_of(imported.form), imported.notes


def note_download(unit: Unit, request: web.Request, desk: Desk, name: str, kind: str) -> None:
    """Leave the trace of a file that somebody took away."""
    record(unit, visit_of(request).staff, desk.now(), "survey exported", f"survey:{name}", {"format": kind})
