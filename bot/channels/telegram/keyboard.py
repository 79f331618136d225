"""How are options and wishes laid out as a Telegram keyboard?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.channels.language import pick
from bot.channels.tapped import carry
from bot.channels.telegram.capabilities import CALLBACK_DATA
from bot.channels.telegram.labels import SHARE_CONTACT, SHARE_LOCATION
from dialogues.content import Option, Wanted

#: A `reply_markup` of the Bot API.
Markup = Mapping[str, Any]

#: Characters that a line of buttons shows on a narrow phone.
LINE = 30
#: Buttons beside each other: words, and figures of at most `FIGURE` characters.
WORDS, FIGURES, FIGURE = 2, 6, 3

#: Telegram takes away the keyboard that an earlier question had put there.
REMOVED: Markup = {"remove_keyboard": True}

#: What is asked for by a button of the reply keyboard: the API's field, the label. A photo has none.
_REQUESTS: Mapping[Wanted, tuple[str, Mapping[str, str]]] = {
    "location": ("request_location", SHARE_LOCATION),
    "contact": ("request_contact", SHARE_CONTACT),
}


def inline(options: Sequence[Option], names: Sequence[str]) -> Markup:
    """Return buttons under the message, each with its name and its option's value."""
    buttons = [
        {"text": name, "callback_data": carry(option.value, number, CALLBACK_DATA)}
        for number, (option, name) in enumerate(zip(options, names, strict=True), 1)
    ]
    return {"inline_keyboard": list(_lines(buttons))}


def asking(wants: Wanted | None, language: str, names: Sequence[str]) -> Markup | None:
    """Return a keyboard with a button that shares what is wanted; a tapped name comes back as typed text."""
    if wants is None or wants not in _REQUESTS:
        return None
    field, words = _REQUESTS[wants]
    keyboard = [[{"text": pick(words, language), field: True}], *_lines([{"text": name} for name in names])]
    return {"keyboard": keyboard, "resize_keyboard": True, "one_time_keyboard": True}


def _lines(buttons: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield buttons by lines: figures by six, short words by two, long ones alone."""
    most = FIGURES if all(len(button["text"]) <= FIGURE for button in buttons) else WORDS
    line: list[dict[str, Any]] = []
    for button in buttons:
        if line and (len(line) == most or _width(line) + len(button["text"]) > LINE):
            yield line
            line = []
        line.append(button)
    if line:
        yield line


def _width(line: Sequence[dict[str, Any]]) -> int:
    return sum(len(button["text"]) for button in line)
