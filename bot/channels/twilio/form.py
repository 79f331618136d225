"""Which fields does a call of Twilio's hold?"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from bot.channels.errors import BadPayload
from bot.channels.legibility import storable

#: What Twilio posts its webhooks as.
FORM = "application/x-www-form-urlencoded"
#: Bytes that are not UTF-8 survive as lone surrogates, so that they can be signed as they came.
UNREADABLE = "surrogateescape"
#: Fields of one call; Twilio sends about 30.
MAX_FIELDS = 1000

Pairs = tuple[tuple[str, str], ...]
Fields = Mapping[str, str]


def read_pairs(encoded: bytes) -> Pairs:
    """Return every name and value, empty ones too, as they were signed. Raise BadPayload for too many."""
    text = encoded.decode("utf-8", UNREADABLE)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors=UNREADABLE, max_num_fields=MAX_FIELDS)
    except ValueError:
        raise BadPayload("the form has too many fields") from None
    return tuple(pairs)


def read_fields(pairs: Pairs) -> Fields:
    """Return the fields with values that can be stored; of two with the same name, the first."""
    return {name: storable(value) for name, value in reversed(pairs)}


def is_form(headers: Mapping[str, str]) -> bool:
    """Tell whether a call says that its body is a form; one that says nothing is taken for one."""
    media_type = headers.get("content-type", FORM).partition(";")[0]
    return media_type.strip().lower() == FORM
