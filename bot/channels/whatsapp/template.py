"""In which approved template does a message travel when WhatsApp's 24 hours are over (norms §5)?

The template has two variables: {{1}} is the territory's name, {{2}} the message on one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.legibility import legible
from bot.channels.sending import Refused
from bot.channels.twilio.failures import EMPTY, refuse
from bot.channels.whatsapp.content import flat
from bot.channels.width import utf16_width

#: Longest message in a template: its body stops at 1,024 characters, its own words included (norms §5).
LONGEST = 800
#: Between two lines of a message: a variable may hold no line feed (Twilio's error 21656).
BREAK = " | "

TOO_LONG = Refused(False, "template", "the message is too long for a WhatsApp template", consequence="alert")


@dataclass(frozen=True, slots=True)
class Templates:
    """The approved templates of a territory."""

    #: language → ContentSid; the first one also stands for the languages that have none
    sids: Mapping[str, str]
    territory: str

    def fill(self, language: str, text: str) -> tuple[str, Mapping[str, str]] | Refused:
        """Return a template and its variables, or why the text cannot travel so; nothing is ever cut."""
        line = BREAK.join(filter(None, (flat(line) for line in legible(text).split("\n"))))
        if not line:
            return refuse(EMPTY)
        if utf16_width(line) > LONGEST:
            return TOO_LONG
        sid = self.sids.get(language) or next(iter(self.sids.values()))
        return sid, {"1": flat(self.territory), "2": line}
