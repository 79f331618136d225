"""What did a form with many fields say? Every value of each, as clean texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiohttp import web

from bot.console.form import read_posted

#: Field → its values, in the order of the form
Fields = Mapping[str, Sequence[str]]

#: Characters of one value that are read: a text of 600 may be typed too long, and must come back whole.
VALUE_LIMIT = 5_000


class Told(dict[str, str]):
    """Faults as templates ask for them: "" beside a field that has none."""

    def __missing__(self, _field: str) -> str:
        return ""


async def read_fields(request: web.Request) -> dict[str, list[str]]:
    """Return the fields of a form; lines end by a single sign, and what no text holds is left out."""
    if request.content_type == "multipart/form-data":
        raise web.HTTPUnsupportedMediaType
    posted = await read_posted(request)
    return {key: [_clean(str(value)) for value in posted.getall(key)] for key in posted}


def first(fields: Fields, name: str, default: str = "") -> str:
    """Return the first value of a field without space around."""
    return next(iter(fields.get(name, ())), default).strip()


def _clean(value: str) -> str:
    return value.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")[:VALUE_LIMIT]
