"""What does an announcement say to each, and what does it cost?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.channels.message import Address, OutboundMessage
from bot.channels.sms.render import Sms
from dialogues.content import Message
from dialogues.phrasebook import Phrasebook


def compose(
    texts: Mapping[str, str], language: str, introduced: bool, phrasebook: Phrasebook, town: Mapping[str, Any]
) -> str:
    """Return the whole text: who writes, that an assistant does where that was never said (norms §1), how to stop."""
    text = texts.get(language) or next(iter(texts.values()))
    said = phrasebook.say("broadcast.announcement", language, text=text, **town)
    if introduced:
        return said
    notice = phrasebook.say(
        "welcome.notice", language, brief=True, greeting=_greeting(phrasebook, language), **town
    )
    return f"{notice}\n{said}"


def _greeting(phrasebook: Phrasebook, language: str) -> str:
    return phrasebook.say("engine.greeting.day", language)


def count_parts(text: str, sms: Sms) -> int:
    """Return how many SMS parts a text costs (norms §4)."""
    outbound = OutboundMessage(0, Address("sms", ""), Message(text))
    return sum(call.measure.parts for call in sms.render(outbound))


def sum_parts(counts: Iterable[tuple[str, int]], sms: Sms) -> int:
    """Return the SMS parts of texts, each sent to so many."""
    return sum(count_parts(text, sms) * people for text, people in counts)
