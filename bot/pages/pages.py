"""How is a page drawn, and in which language?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.pages.words import DEFAULT, Words
from dialogues.inputs import Json


@cache
def open_templates(folder: Path) -> Environment:
    """Return the templates of a folder; everything that is put into them is escaped, what is missing is a fault.

    One for all who ask: a template is compiled once in a process.
    """
    return Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


class Pages:
    """Templates and words; everything that is put into a page is escaped."""

    def __init__(self, templates: Path, words: Words, territory: str) -> None:
        self._words = words
        self._territory = territory
        self._templates = open_templates(templates)

    def language(self, request: web.Request) -> str:
        """Return the language asked for by `?lang=`; French otherwise."""
        asked = request.query.get("lang", DEFAULT)
        return asked if asked in self._words else DEFAULT

    def words(self, request: web.Request) -> dict[str, Json]:
        """Return every sentence of the interface, in the language of the request."""
        return self._words[self.language(request)]

    def say(self, request: web.Request, key: str) -> str:
        """Return one sentence in the language of the request."""
        return str(self.words(request)[key])

    def respond(self, request: web.Request, template: str, **values: Json) -> web.Response:
        """Draw a template: it sees the words `w`, the language, the territory and the values given."""
        text = self._templates.get_template(template).render(
            w=self.words(request), language=self.language(request), territory=self._territory, **values
        )
        return web.Response(text=text, content_type="text/html")


PAGES = web.AppKey("pages", Pages)
