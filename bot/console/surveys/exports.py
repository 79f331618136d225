"""How are a survey's questions and answers taken away? As files, numbered by chance, without anybody's name."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from functools import partial
from typing import Any

import yaml
from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import language_of
from bot.console.role import Role
from bot.console.surveys.beginning import note_download
from bot.console.surveys.drafting import find_survey, look_at
from bot.console.surveys.results import district_names
from bot.console.visit import visit_of
from bot.participation.results.taken import KINDS, Taken
from bot.participation.surveys.form import Form
from bot.participation.surveys.sketch import written as write
from bot.participation.surveys.versions import renamed, whole_form
from storage.answers import Answer
from storage.unit import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: decimals of a degree that an analyst gets: about a kilometre
ROUGH = 2


#: kind → how its file ends, and what it is
FORMATS: Mapping[str, tuple[str, str]] = {
    "csv": ("csv", "text/csv"),
    "dictionary": ("dictionary.csv", "text/csv"),
    "xlsx": ("xlsx", XLSX),
    "json": ("json", "application/json"),
    "package": ("zip", "application/zip"),
}


async def export_results(request: web.Request) -> web.StreamResponse:
    """Give the answers as a file."""
    desk, name, kind = desk_of(request), request.match_info["name"], request.match_info["kind"]
    rough = visit_of(request).staff.role is Role.ANALYST
    if kind not in FORMATS:
        raise web.HTTPNotFound
    ending, media_type = FORMATS[kind]
    taken = await desk.database.transact(partial(_take, request=request, rough=rough))
    return _file(await asyncio.to_thread(KINDS[kind], taken), f"{name}.{ending}", media_type)


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
        return answer._replace(value=[], text="")
    if answer.type != "location" or not isinstance(answer.value, dict):
        return answer
    place = {
        k: v for k, v in answer.value.items() if k in ("district", "name") and "district" in answer.value
    }
    point = {k: round(v, ROUGH) for k, v in answer.value.items() if k in ("latitude", "longitude")}
    return answer._replace(value={**place, **point}, text="")


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
