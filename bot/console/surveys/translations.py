"""How does a survey read in its other languages? Side by side; each sentence is kept unless somebody changed it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import draw
from bot.console.surveys.drafting import PASTED, Opened, change, fields_of, mark_of, open_survey
from bot.participation.surveys.sketch import Sketch
from bot.participation.surveys.translation import Sentence, completeness, sentences, translate

#: before the key of a sentence, in the names of fields: what is written, and what was there
TO, WAS = "to:", "was:"


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence in two languages."""

    key: str
    part: str
    source: str
    said: str
    #: what was there when the page was drawn
    seen: str
    #: what somebody else wrote meanwhile, None when nobody did
    theirs: str | None = None


class Crossed(Exception):
    """Somebody else changed some of these sentences meanwhile."""

    def __init__(self, opened: Opened, keys: set[str]) -> None:
        super().__init__(", ".join(sorted(keys)))
        self.opened, self.keys = opened, keys


def _language(request: web.Request, given: str) -> str:
    others = desk_of(request).languages[1:]
    if not others:
        raise web.HTTPNotFound
    return given if given in others else others[0]


async def show_translations(request: web.Request) -> web.StreamResponse:
    """Show every sentence beside its translation."""
    return _page(request, await open_survey(request), _language(request, request.query.get("language", "")))


def _page(
    request: web.Request,
    opened: Opened,
    language: str,
    status: int = 200,
    typed: Mapping[str, str] | None = None,
    crossed: frozenset[str] = frozenset(),
) -> web.Response:
    languages = desk_of(request).languages
    rows = [
        _row(one, languages[0], language, typed or {}, one.key in crossed)
        for one in sentences(opened.sketch)
        if one.said(languages[0])
    ]
    given: dict[str, Any] = {"rows": rows, "to": language, "usual": languages[0], "crossed": bool(crossed)}
    given |= {"complete": completeness(opened.sketch, languages), "tab": "translations"}
    return draw(request, "surveys/translations.html", status=status, opened=opened, **given)


def _row(one: Sentence, usual: str, language: str, typed: Mapping[str, str], crossed: bool) -> Row:
    said = one.said(language)
    return Row(
        one.key, one.part, one.said(usual), typed.get(TO + one.key, said), mark_of({"said": _plain(said)}),
        said if crossed else None,
    )  # fmt: skip


def _plain(text: str) -> str:
    """Return a text as a browser gives it back."""
    return text.replace("\r\n", "\n").strip()


async def change_translations(request: web.Request) -> web.StreamResponse:
    """Store the sentences that were changed here; those that others changed meanwhile are shown beside."""
    fields = await fields_of(request, PASTED)
    language = _language(request, fields.get("language", ""))

    def work(opened: Opened) -> Sketch:
        held = {one.key: one.said(language) for one in sentences(opened.sketch)}
        written = {key: fields[TO + key] for key in held if TO + key in fields}
        seen = {key: fields.get(WAS + key, "") for key in written}
        mine = {key for key in written if mark_of({"said": _plain(written[key])}) != seen[key]}
        crossed = {
            key
            for key in mine
            if mark_of({"said": _plain(held[key])}) != seen[key] and _plain(held[key]) != _plain(written[key])
        }
        if crossed:
            raise Crossed(opened, crossed)
        return translate(opened.sketch, language, {key: written[key] for key in mine})

    try:
        await change(request, "survey translated", work)
    except Crossed as error:
        return _page(request, error.opened, language, 409, fields, frozenset(error.keys))
    name = request.match_info["name"]
    place = f"/console/surveys/{name}/translations?language={language}&done=saved"
    return web.Response(status=303, headers={"Location": place})
