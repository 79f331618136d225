"""A fixed universe in which a conversation is played: the clock, the ids and the town are made up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels.message import Address, OutboundMessage
from bot.channels.simulator.render import Simulator
from bot.channels.sms.render import Sms
from bot.channels.telegram.render import Telegram
from bot.channels.whatsapp.render import WhatsApp
from bot.participation.surveys.form import read_form
from bot.participation.surveys.framing import compile_form
from dialogues.content import Option
from dialogues.conversation import Conversation
from dialogues.definition import Definition, Library
from dialogues.events import Event, Said
from dialogues.inputs import Attachment, Circumstances, Input, Point, Reply, Start, Timeout
from dialogues.loader import LANGUAGES, MESSAGES, load_phrasebook, load_scripts
from dialogues.reading.lexicon import load_lexicons
from dialogues.session import from_json, to_json
from dialogues.turn import take_turn
from dialogues.understanding import Opinion
from dialogues.wanting import UNDERSTANDING, tongue_of_turn, wanted
from tests.golden.town import LOOKED_UP, TOWN, VOICES

PARIS = ZoneInfo("Europe/Paris")

#: a survey of staff, beside the shipped dialogues
SURVEY = Path(__file__).with_name("survey.yml")

SIMULATOR = Simulator({"sms": Sms(), "telegram": Telegram(), "whatsapp": WhatsApp()})

#: languages whose messages are written
WRITTEN = tuple(language for language in LANGUAGES if (MESSAGES / f"{language}.yml").exists())


@lru_cache
def library(languages: tuple[str, ...] = WRITTEN) -> Library:
    """Return the shipped dialogues, and a survey."""
    loaded = load_scripts(load_phrasebook(languages=languages), languages=languages)
    assert not loaded.faults, [str(fault) for fault in loaded.faults]
    asked = _survey(languages)
    return Library({**loaded.library().latest, asked.name: asked})


def _survey(languages: tuple[str, ...]) -> Definition:
    """Return a survey of staff, with every type and branch."""
    form, lined = read_form(SURVEY.name, SURVEY.read_text(encoding="utf-8"))
    return compile_form(form, load_phrasebook(languages=languages), load_lexicons(languages), lined)


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
    #: options of every message so far, the latest last
    shown: list[tuple[Option, ...]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    #: events of the last turn
    latest: tuple[Event, ...] = ()
    #: what a golden file says is understood of the next message, as it is written there
    understood: str = ""
    #: the same as the service would give it; gone once it was asked for
    opinion: Opinion | None = None

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
        return self.take(Reply(self._now(), text=text))

    def tap(self, label: str, *, old: bool = False) -> list[str]:
        """Tap the button of the last message, or of an old one, that has this label."""
        seen = self.shown[:-1] if old else self.shown[-1:]
        options = [o for shown in reversed(seen) for o in shown]
        option = next((o for o in options if o.label == label), None)
        assert option is not None, f"no button [{label}], only {', '.join(o.label for o in options)}"
        return self.take(Reply(self._now(), choice=option.value))

    def share(self, point: Point) -> list[str]:
        """Share a place."""
        return self.take(Reply(self._now(), point=point))

    def send(self, *attachments: Attachment, text: str = "") -> list[str]:
        """Send photos or files."""
        return self.take(Reply(self._now(), attachments=attachments, text=text))

    def start(self, dialogue: str, given: Mapping[str, Any]) -> list[str]:
        """Open a dialogue, as the service does."""
        return self.take(Start(self._now(), dialogue, given))

    def expire(self) -> list[str]:
        """Let the time to answer pass."""
        return self.take(Timeout(self._now()))

    def take(self, input: Input) -> list[str]:
        """Take a turn with what is known and what the turn wanted looked up; nothing else."""
        names = wanted(self.library, self.conversation, input)
        everything = {**TOWN, **VOICES[self._tongue(input)], **self.known}
        known = {k: v for k, v in everything.items() if k not in LOOKED_UP or k in names}
        c = input.circumstances._replace(known=known)
        if isinstance(input, Reply) and UNDERSTANDING in names:
            input, self.opinion = input._replace(opinion=self.opinion), None
        conversation, events = take_turn(self.library, self.conversation, input._replace(circumstances=c))
        self.conversation, self.latest = reread(conversation), events
        self.events += events
        return [self._drawn(event) for event in events if isinstance(event, Said)]

    def _tongue(self, input: Input) -> str:
        """Return the language that the turn is dressed in, as the service does."""
        if isinstance(input, Reply):
            return tongue_of_turn(self.library, self.conversation, input)
        return self.conversation.language

    def _now(self) -> Circumstances:
        self.turns += 1
        self.at += timedelta(seconds=20)
        capabilities = SIMULATOR.capabilities(self.address)
        return Circumstances(self.at, f"m{self.turns}", self.conversation.language, capabilities)

    def _drawn(self, said: Said) -> str:
        self.shown.append(said.message.options)
        outbound = OutboundMessage(1, self.address, said.message, self.conversation.language)
        return "\n".join(
            _drawn(bubble) for call in SIMULATOR.render(outbound) for bubble in call.to_json()["bubbles"]
        )


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
