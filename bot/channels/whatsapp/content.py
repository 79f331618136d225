"""Which content does Twilio keep, so that WhatsApp draws buttons and lists?

A content is only a shape: every line, title and identifier is a variable, filled when the message goes. So a
few dozen shapes do for everything, and nothing a resident wrote is kept at Twilio. A line is a variable each
because a value may hold no line feed (Twilio's error 21656). Judged by Twilio's own twilio_content_v1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.legibility import storable
from bot.channels.whatsapp.render import WhatsAppCall

#: Lines of one content: with two variables for each of 10 rows, Twilio's 100 variables are not reached.
MAX_LINES = 70
#: Language that Twilio wants to hear; the shape has no words in any.
LANGUAGE = "fr"
#: What a value may not hold (Twilio's error 21656).
_TABS, _RUNS = re.compile(r"[\t\r\v\f]"), re.compile(" {5,}")


@dataclass(frozen=True, slots=True)
class Shape:
    """What is fixed of a message with choices."""

    #: for each line of the text: has it words?
    lines: tuple[bool, ...]
    buttons: int
    rows: int

    @property
    def name(self) -> str:
        """The name under which Twilio keeps it: `palabre_101_b3`; the same shape has the same name for ever."""
        kind = f"b{self.buttons}" if self.buttons else f"l{self.rows}"
        return f"palabre_{''.join('1' if words else '0' for words in self.lines)}_{kind}"


def shape_of(call: WhatsAppCall) -> Shape | None:
    """Return the shape, None when there is nothing to tap or too many lines."""
    lines = tuple(bool(line) for line in _lines(call))
    if not (call.buttons or call.rows) or len(lines) > MAX_LINES:
        return None
    return Shape(lines, len(call.buttons), len(call.rows))


def definition(shape: Shape) -> Mapping[str, Any]:
    """Return what creates the content (POST /v1/Content)."""
    kind, drawn = _buttons(shape) if shape.buttons else _list(shape)
    body = "\n".join(_slot(str(number)) if words else "" for number, words in enumerate(shape.lines, 1))
    return {"friendly_name": shape.name, "language": LANGUAGE, "types": {kind: {"body": body, **drawn}}}


def variables(call: WhatsAppCall) -> Mapping[str, str]:
    """Return the values of one message: its lines by number, its choices by letter."""
    values = {str(number): line for number, line in enumerate(_lines(call), 1) if line}
    for number, choice in enumerate(call.buttons or call.rows, 1):
        values |= {f"t{number}": flat(choice.title), f"i{number}": storable(choice.id)}
    return values | ({"opener": call.opener} if call.rows else {})


def _buttons(shape: Shape) -> tuple[str, Mapping[str, Any]]:
    actions = [
        {"type": "QUICK_REPLY", "title": _slot(f"t{n}"), "id": _slot(f"i{n}")}
        for n in range(1, shape.buttons + 1)
    ]
    return "twilio/quick-reply", {"actions": actions}


def _list(shape: Shape) -> tuple[str, Mapping[str, Any]]:
    items = [{"item": _slot(f"t{n}"), "id": _slot(f"i{n}")} for n in range(1, shape.rows + 1)]
    return "twilio/list-picker", {"button": _slot("opener"), "items": items}


def _slot(name: str) -> str:
    """Return the place of a variable."""
    return "{{" + name + "}}"


def _lines(call: WhatsAppCall) -> list[str]:
    return [flat(line) for line in call.body.split("\n")]


def flat(value: str) -> str:
    """Return a value that Twilio takes: no tabs, no long runs of blanks, none at its ends."""
    return _RUNS.sub("    ", _TABS.sub(" ", storable(value))).strip()
