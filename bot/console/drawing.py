"""How is a page of the console drawn, in whose language?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from jinja2 import pass_context
from jinja2.runtime import Context

from bot.console.desk import desk_of
from bot.console.navigation import entries
from bot.console.route import TABLE
from bot.console.visit import visitor_of
from bot.pages.pages import open_templates
from bot.pages.plural import say_count
from bot.pages.words import DEFAULT, Words, load_folders

HERE = Path(__file__).parent

#: day and hour, as CLDR writes them: "sam. 21 nov. 2026, 22:29"; a day alone in a column of them
MOMENT, DAY = "EEE d MMM y, HH:mm", "d MMM y"

#: with the name of the day: "lundi 7 décembre 2026, 18:00"
LONG_MOMENT = "EEEE d MMMM y, HH:mm"


class Drawing:
    """Templates and words of the console; everything that is put into a page is escaped."""

    def __init__(self, words: Words, timezone: tzinfo) -> None:
        self.words, self._timezone = words, timezone
        self._templates = open_templates(HERE / "templates")
        self._templates.filters |= FILTERS

    def render(self, template: str, values: Mapping[str, Any]) -> str:
        """Return the text of a template."""
        return self._templates.get_template(template).render(values, timezone=self._timezone)


DRAWING = web.AppKey("drawing", Drawing)


def build_drawing(timezone: tzinfo) -> Drawing:
    """Read every word and template."""
    return Drawing(load_folders(HERE / "words"), timezone)


def language_of(request: web.Request) -> str:
    """Return the language of who asks; before sign-in, of `?lang=`, else of the browser; French otherwise."""
    known = request.app[DRAWING].words
    if (visit := visitor_of(request)) is not None and visit.language in known:
        return visit.language
    asked = request.query.get("lang") or request.headers.get("Accept-Language", "")[:2]
    return asked if asked in known else DEFAULT


def words_of(request: web.Request) -> Mapping[str, Any]:
    """Return the words by page, in the language of who asks."""
    return request.app[DRAWING].words[language_of(request)]


def draw(request: web.Request, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """Return a page. A template sees: `w` words by page, `visit` (None before sign-in), `csrf`, `language`,
    `territory`, `nav`, `now`, `flash` (a key that `?done=` names, told once), and the values given."""
    desk, visit = desk_of(request), visitor_of(request)
    full = visit if visit is not None and visit.session.stage == "full" else None
    path = request.path.removeprefix("/console") or "/"
    table = request.app[TABLE]
    shown = {
        "w": words_of(request),
        "visit": full,
        "csrf": visit.csrf if visit is not None else "",
        "language": language_of(request),
        "territory": desk.territory,
        "nav": entries(table, full.staff.role, path) if full else [],
        "now": desk.now(),
        "flash": request.query.get("done", ""),
        "path": request.path,
    }
    text = request.app[DRAWING].render(template, shown | values)
    return web.Response(text=text, content_type="text/html", status=status)


def is_part(request: web.Request) -> bool:
    """Tell whether htmx asks, for a part of a page: no step of the browser's history."""
    return request.headers.get("HX-Request") == "true"


def draw_part(request: web.Request, template: str, **values: Any) -> web.Response:
    """Return a part of a page, as htmx asks for it: same names, no layout (the template extends none)."""
    return draw(request, template, **values)


def send_to(path: str, done: str = "", anchor: str = "", **query: str) -> web.Response:
    """Return what sends the browser to a path after /console; `done` is a key of `done` in the layout's words."""
    said = urlencode({name: value for name, value in {"done": done, **query}.items() if value})
    there = "".join(("?" if said else "", said, "#" if anchor else "", anchor))
    return web.Response(status=303, headers={"Location": f"/console{path}{there}"})


def with_first(written: str, language: str) -> str:
    """Return a day as it is said: in French, the first of a month is "1er", which CLDR leaves out."""
    return re.sub(r"\b1 (?=[^\W\d])", "1er ", written) if language == "fr" else written


def _said(context: Context, value: datetime | None, pattern: str) -> str:
    if value is None:
        return ""
    written = format_datetime(value, pattern, tzinfo=context["timezone"], locale=context["language"])
    return with_first(written, context["language"])


@pass_context
def _moment(context: Context, value: datetime | None) -> str:
    return _said(context, value, MOMENT)


@pass_context
def _long_moment(context: Context, value: datetime | None) -> str:
    return _said(context, value, LONG_MOMENT)


@pass_context
def _short_clock(context: Context, value: datetime) -> str:
    return str(format_time(value, "HH:mm", tzinfo=context["timezone"], locale=context["language"]))


@pass_context
def _clock(context: Context, value: datetime | None) -> str:
    return (
        ""
        if value is None
        else format_time(value, "HH:mm:ss", tzinfo=context["timezone"], locale=context["language"])
    )


@pass_context
def _day(context: Context, value: datetime | date | None) -> str:
    if value is None:
        return ""
    local = value.astimezone(context["timezone"]) if isinstance(value, datetime) else value
    return with_first(format_date(local, DAY, locale=context["language"]), context["language"])


@pass_context
def _number(context: Context, value: float) -> str:
    return str(format_decimal(value, locale=context["language"]))


@pass_context
def _counted(context: Context, forms: Any, n: float | str, /, **more: object) -> str:
    """`{{ w.page.key | counted(n) }}`: the sentence in the form that suits a number."""
    return say_count(forms, n, context["language"], **more)


FILTERS = {
    "counted": _counted,
    "moment": _moment,
    "long_moment": _long_moment,
    "short_clock": _short_clock,
    "clock": _clock,
    "day": _day,
    "number": _number,
}
