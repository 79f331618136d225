"""How are a survey's questions and answers taken away? As files, numbered by chance, without anybody's name."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

import yaml
from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import language_of
from bot.console.role import Role
from bot.console.surveys.beginning import note_download
from bot.console.surveys.drafting import find_survey, look_at
from bot.console.surveys.results import district_names
from bot.console.visit import visit_of
from bot.participation.surveys.form import Form
from bot.participation.surveys.sketch import written as write
from bot.participation.surveys.versions import renamed, whole_form
from storage.answers import Answer
from storage.responses import Response
from storage.unit import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: decimals of a degree that an analyst gets: about a kilometre
ROUGH = 2


@dataclass(frozen=True, slots=True)
class Taken:
    """All that an export is made of."""

    form: Form
    responses: Sequence[Response]
    answers: Sequence[Answer]
    language: str
    now: datetime
    #: names of districts, by slug
    districts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of file is called and written."""

    ending: str
    media_type: str
    write: Callable[[Taken], bytes]


def _sheet(taken: Taken) -> Any:
    from bot.participation.results.sheet import lay_out

    return lay_out(taken.form.questions, taken.responses, taken.answers, taken.language)


def _legible(taken: Taken) -> Any:
    from bot.participation.results.legible import read_out

    return read_out(_sheet(taken), taken.language, taken.districts)


def _csv(taken: Taken) -> bytes:
    from bot.participation.results.spreadsheet import as_csv

    return as_csv(_legible(taken))


def _dictionary(taken: Taken) -> bytes:
    from bot.participation.results.spreadsheet import as_dictionary

    return as_dictionary(_legible(taken))


def _xlsx(taken: Taken) -> bytes:
    from bot.participation.results.spreadsheet import as_xlsx

    return as_xlsx(_legible(taken))


def _json(taken: Taken) -> bytes:
    from bot.participation.results.sheet import as_json

    return as_json(_sheet(taken))


def _package(taken: Taken) -> bytes:
    from bot.participation.results.package import pack

    return pack(taken.form, _sheet(taken), taken.responses, taken.answers, taken.language, taken.now, uuid4())


#: kind → how it is written
FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", "text/csv", _csv),
    "dictionary": Format("dictionary.csv", "text/csv", _dictionary),
    "xlsx": Format("xlsx", XLSX, _xlsx),
    "json": Format("json", "application/json", _json),
    "package": Format("zip", "application/zip", _package),
}


async def export_results(request: web.Request) -> web.StreamResponse:
    """Give the answers as a file."""
    desk, name, kind = desk_of(request), request.match_info["name"], request.match_info["kind"]
    format, rough = FORMATS.get(kind), visit_of(request).staff.role is Role.ANALYST
    if format is None:
        raise web.HTTPNotFound
    taken = await desk.database.transact(partial(_take, request=request, rough=rough))
    body = await asyncio.to_thread(format.write, taken)
    return _file(body, f"{name}.{format.ending}", format.media_type)


def _take(unit: Unit, request: web.Request, rough: bool) -> Taken:
    desk, name = desk_of(request), request.match_info["name"]
    survey = find_survey(unit, desk, name).survey
    if survey is None:
        raise web.HTTPNotFound
    form = whole_form(unit, survey, desk.settings.timezone)
    responses = unit.responses.of_survey(survey.id)
    secrets.SystemRandom().shuffle(responses)
    answers = renamed(form.questions, unit.responses.answers(survey.id))
    note_download(unit, request, desk, name, request.match_info["kind"])
    told = [_vague(a) for a in answers] if rough else answers
    return Taken(form, responses, told, language_of(request), desk.now(), district_names(desk))


def _vague(answer: Answer) -> Answer:
    """Return an answer without what leads to one person: an address, an exact point, a photo."""
    if answer.type == "photo":
        return replace(answer, value=[], text="")
    if answer.type != "location" or not isinstance(answer.value, dict):
        return answer
    place = {
        k: v for k, v in answer.value.items() if k in ("district", "name") and "district" in answer.value
    }
    point = {k: round(v, ROUGH) for k, v in answer.value.items() if k in ("latitude", "longitude")}
    return replace(answer, value={**place, **point}, text="")


async def export_form(request: web.Request) -> web.StreamResponse:
    """Give the questions as XLSForm or YAML, as they are written now."""
    desk, name, kind = desk_of(request), request.match_info["name"], request.match_info["kind"]
    if kind not in ("xlsform", "yaml"):
        raise web.HTTPNotFound

    def take(unit: Unit) -> Any:
        note_download(unit, request, desk, name, kind)
        return find_survey(unit, desk, name)

    opened = await desk.database.transact(take)
    if kind == "yaml":
        text = yaml.safe_dump(write(opened.sketch), allow_unicode=True, sort_keys=False, width=120)
        return _file(text.encode(), f"{name}.yml", "application/yaml")
    form = look_at(desk, opened).form
    if form is None:
        raise web.HTTPConflict
    return _file(await asyncio.to_thread(_spreadsheet, form), f"{name}.xlsx", XLSX)


def _spreadsheet(form: Form) -> bytes:
    from bot.participation.surveys.xlsform.exporting import export_xlsform

    return export_xlsform(form)


def _file(body: bytes, name: str, media_type: str) -> web.Response:
    """Return a file; its name is that of a survey: small letters, digits, - and _."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=body, content_type=media_type, headers=headers)
