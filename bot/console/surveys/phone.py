"""How far did somebody play a draft on the pretend phone? The form carries it; the server keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

import orjson

from bot.channels.message import Address, OutboundMessage
from bot.channels.simulator.address import Style
from bot.console.desk import Desk
from bot.console.surveys.drafting import Opened
from bot.participation.surveys.rehearsal import MOST_REPLIES, Gesture, Stage, play
from bot.participation.surveys.reviewing import Reviewed
from bot.participation.surveys.sketch import Sketch
from dialogues.definition import Definition
from dialogues.inputs import Point
from dialogues.payload import bare

STYLES: tuple[Style, ...] = get_args(Style)

#: characters of one reply, as long as a message may be
REPLY = 1600

#: a place in the middle of the map
SOMEWHERE = Point(48.8566, 2.3522, "")


@dataclass(frozen=True, slots=True)
class Phone:
    """Channel, language, and all that was replied so far."""

    style: Style = "telegram"
    language: str = ""
    replies: tuple[Gesture, ...] = ()

    def plain(self) -> str:
        """Return the replies as the form carries them."""
        return orjson.dumps([[r.text, r.choice, r.shared] for r in self.replies]).decode()


EMPTY = Phone()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A phone as the page shows it."""

    style: str
    language: str
    replies: str
    #: (whose, what): "me" and words, or "them" and a bubble
    lines: list[tuple[str, Any]]
    #: taps under the last message
    taps: list[Mapping[str, Any]]
    wants: str
    #: question that waits; "" once it is over
    waits: str
    parts: int
    #: whether the draft can be played
    plays: bool = True


def read_phone(fields: Mapping[str, str], languages: tuple[str, ...]) -> Phone:
    """Return the phone after what the form says was done last."""
    style, language = fields.get("channel", ""), fields.get("language", "")
    phone = Phone(
        style if style in STYLES else "telegram",
        language if language in languages else languages[0],
        _replies(fields.get("replies", "")),
    )
    if "restart" in fields:
        return replace(phone, replies=())
    if "undo" in fields:
        return replace(phone, replies=phone.replies[:-1])
    done = _done(fields)
    return phone if done is None else replace(phone, replies=(*phone.replies, done)[:MOST_REPLIES])


def _done(fields: Mapping[str, str]) -> Gesture | None:
    if choice := fields.get("choice", ""):
        return Gesture(choice=choice[:REPLY])
    if (shared := fields.get("shared", "")) in ("place", "photo"):
        return Gesture(shared=shared)
    text = fields.get("said", "") or fields.get("text", "")
    return Gesture(text.strip()[:REPLY]) if text.strip() and ("send" in fields or "said" in fields) else None


def _replies(written: str) -> tuple[Gesture, ...]:
    """Return the replies that a form carries; none where somebody changed it by hand."""
    try:
        rows = orjson.loads(written or "[]")
        found = [
            Gesture(str(text)[:REPLY], choice and str(choice)[:REPLY], str(shared))
            for text, choice, shared in rows
        ]
    except (ValueError, TypeError):
        return ()
    return tuple(found[:MOST_REPLIES])


def _address(style: Style) -> Address:
    return Address("simulator", f"{style}-preview")


def stage_of(desk: Desk, sketch: Sketch, definition: Definition, style: Style, language: str) -> Stage:
    """Return on what a draft is played: a phone of a channel, in this town, now."""
    room, now = desk.room(), desk.now().astimezone(desk.timezone)
    can = desk.simulator.capabilities(_address(style))
    return Stage(
        room.library, definition, sketch.title, sketch.anonymous,
        room.town.known(language, now), now, language, can, SOMEWHERE,
    )  # fmt: skip


def show_phone(desk: Desk, opened: Opened, reviewed: Reviewed, phone: Phone) -> Drawn:
    """Play the draft, and draw what the phone shows."""
    language = phone.language or desk.languages[0]
    if reviewed.definition is None:
        return Drawn(phone.style, language, "[]", [], [], "", "", 0, plays=False)
    address = _address(phone.style)
    stage = stage_of(desk, opened.sketch, reviewed.definition, phone.style, language)
    exchanges, waits = play(stage, phone.replies)
    drawn = Drawn(phone.style, language, phone.plain(), [], [], "", waits, 0)
    labels: dict[str, str] = {}
    for exchange in exchanges:
        if exchange.reply is not None:
            drawn.lines.append(("me", _mine(exchange.reply, labels)))
        options = [option for message in exchange.messages for option in message.options]
        # what was tapped on one phone is shown on another, where nothing can be tapped
        labels = {bare(option.value): option.label for option in options}
        taps, wants, parts = _theirs(desk, drawn, address, language, exchange.messages)
        drawn = replace(drawn, taps=taps, wants=wants, parts=drawn.parts + parts)
    return drawn


def _theirs(
    desk: Desk, drawn: Drawn, address: Address, language: str, messages: Any
) -> tuple[list[Mapping[str, Any]], str, int]:
    """Draw what the service said; return what can be tapped now, what is asked for, and the SMS it cost."""
    taps: list[Mapping[str, Any]] = []
    wants, parts = "", 0
    for message in messages:
        for call in desk.simulator.render(OutboundMessage(1, address, message, language)):
            for bubble in call.to_json()["bubbles"]:
                drawn.lines.append(("them", bubble))
                taps = [tap for line in bubble["buttons"] for tap in line] + list(bubble["list"])
                wants, parts = bubble["wants"] or "", parts + (bubble["sms"]["parts"] if bubble["sms"] else 0)
    return taps, wants, parts


def _mine(reply: Gesture, labels: Mapping[str, str]) -> str:
    """Return what the resident's bubble says: the words, or the label that was tapped."""
    if reply.shared:
        return "📍" if reply.shared == "place" else "📷"
    return reply.text if reply.choice is None else labels.get(bare(reply.choice), "…")
