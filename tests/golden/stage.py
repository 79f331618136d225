"""A fixed universe in which a conversation is played: the clock, the ids and the town are made up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels.message import Address, OutboundMessage
from bot.channels.simulator.render import Simulator
from bot.channels.sms.render import Sms
from bot.channels.telegram.render import Telegram
from bot.channels.whatsapp.render import WhatsApp
from dialogues.content import Option
from dialogues.conversation import Conversation
from dialogues.definition import Library
from dialogues.events import Event, Said
from dialogues.inputs import Attachment, Circumstances, Point, Reply
from dialogues.loader import LANGUAGES, load_phrasebook, load_scripts
from dialogues.session import from_json, to_json
from dialogues.turn import take_turn
from dialogues.wanting import wanted

PARIS = ZoneInfo("Europe/Paris")

SIMULATOR = Simulator({"sms": Sms(), "telegram": Telegram(), "whatsapp": WhatsApp()})

#: what the made-up town knows; look-ups are in it too, always with the same result
TOWN: Mapping[str, Any] = {
    "territory": "Saint-Exemple",
    "authority": "la mairie",
    "pledge": "La mairie répond à chaque idée.",
    "contact": "01 99 00 00 00",
    "public_url": "https://palabre.example",
    "first_name": "Léa",
    "themes": [
        {"id": "mobilite", "label": "Mobilité"},
        {"id": "nature", "label": "Nature"},
        {"id": "ecole", "label": "École et jeunesse"},
    ],
    "districts": [
        {"id": "centre", "name": "Centre", "aliases": ["centre-ville"]},
        {"id": "gare", "name": "Quartier de la Gare", "aliases": ["la gare"]},
    ],
    "consultations": [],
    "consents_asked": [],
    "suggested_theme": "mobilite",
    "reference": "MOBI-7K2Q",
    "similar_ideas": [],
    "similar_to_mine": None,
    "my_ideas": None,
    "inadmissible": [],
    "download_code": "4KQ7M2XP",
}


@lru_cache
def library(languages: tuple[str, ...] = LANGUAGES) -> Library:
    """Return the shipped dialogues."""
    loaded = load_scripts(load_phrasebook(languages=languages), languages=languages)
    assert not loaded.faults, [str(fault) for fault in loaded.faults]
    return loaded.library()


@dataclass(slots=True)
class Stage:
    """One conversation being played, on one channel; it is saved and read again between turns."""

    style: str = "sms"
    language: str = "fr"
    known: Mapping[str, Any] = field(default_factory=dict)
    library: Library = field(default_factory=library)
    at: datetime = datetime(2026, 5, 4, 23, 40, tzinfo=PARIS)
    turns: int = 0
    conversation: Conversation = Conversation("p1")
    last: tuple[Option, ...] = ()
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.conversation = replace(self.conversation, language=self.language)

    @property
    def address(self) -> Address:
        """The made-up phone."""
        return Address("simulator", f"{self.style}-lea")

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.at += timedelta(**time)

    def write(self, text: str) -> list[str]:
        """Write a message; return what comes back, as it is read."""
        return self._turn(text=text)

    def tap(self, label: str) -> list[str]:
        """Tap the button of the last message that has this label."""
        option = next(o for o in self.last if o.label == label)
        return self._turn(choice=option.value)

    def share(self, point: Point) -> list[str]:
        """Share a place."""
        return self._turn(point=point)

    def send(self, *attachments: Attachment, text: str = "") -> list[str]:
        """Send photos or files."""
        return self._turn(attachments=attachments, text=text)

    def _turn(self, **parts: Any) -> list[str]:
        self.turns += 1
        self.at += timedelta(seconds=20)
        capabilities = SIMULATOR.capabilities(self.address)
        known = {**TOWN, **self.known}
        c = Circumstances(self.at, f"m{self.turns}", self.conversation.language, capabilities)
        names = wanted(self.library, self.conversation, Reply(c, **parts))
        hidden = {n for n in TOWN if n in LOOKED_UP and n not in names}
        c = replace(c, known={k: v for k, v in known.items() if k not in hidden})
        conversation, events = take_turn(self.library, self.conversation, Reply(c, **parts))
        self.conversation = reread(conversation)
        self.events += events
        return [self._shown(event) for event in events if isinstance(event, Said)]

    def _shown(self, said: Said) -> str:
        self.last = said.message.options
        outbound = OutboundMessage(1, self.address, said.message, self.conversation.language)
        return "\n".join(
            _drawn(bubble) for call in SIMULATOR.render(outbound) for bubble in call.to_json()["bubbles"]
        )


#: names that only come when a turn wanted them
LOOKED_UP = frozenset({
    "suggested_theme", "reference", "similar_ideas", "similar_to_mine", "my_ideas", "inadmissible", "download_code",
})  # fmt: skip


def reread(conversation: Conversation) -> Conversation:
    """Save the sessions as JSON and read them again, as the store does; those that ended are not read."""
    kept = [s for s in conversation.sessions if s.state in ("open", "paused")]
    return replace(conversation, sessions=tuple(from_json(json.loads(json.dumps(to_json(s)))) for s in kept))


def _drawn(bubble: Mapping[str, Any]) -> str:
    """Return a bubble as text: its words, then its buttons in brackets, then what it wants."""
    buttons = [" ".join(f"[{tap['label']}]" for tap in line) for line in bubble["buttons"]]
    rows = [f"({row['label']})" for row in bubble["list"]]
    wants = [f"<{bubble['wants']}>"] if bubble["wants"] else []
    return "\n".join([bubble["text"], *buttons, *rows, *wants])
