"""What is kept of words that were beside any dialogue: a wish to hear from a person, what nobody understood?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.misunderstood import unlink
from bot.conversation.room import Room
from bot.nlu.opinions import is_private
from dialogues.events import Event, HumanWanted, Misunderstood
from dialogues.understanding import Understanding
from storage.appeals import Plea
from storage.audit import Act
from storage.inbox import Pending
from storage.misunderstood import Utterance
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Heeded:
    """A turn that was taken, and what had been made of its words."""

    pending: Pending
    language: str
    events: Sequence[Event]
    #: None: it was no moment for it, or nobody knows
    understanding: Understanding | None


def keep_asides(unit: Unit, room: Room, turns: Sequence[Heeded], now: datetime) -> None:
    """Write what a batch of turns left beside its dialogues."""
    acts = [act for turn in turns for act in _wishes(turn, now)]
    if acts:
        unit.audit.add(acts)
        unit.appeals.ask([plea for turn in turns for plea in _pleas(turn)], now)
    kept = [text for turn in turns for text in _unclear(turn, now)] if room.keeps_misunderstood else []
    if kept:
        unit.misunderstood.add(kept)


def _wishes(turn: Heeded, now: datetime) -> Iterator[Act]:
    """Yield who wants a person, and in which message; the words stay there, with the others of that person."""
    for event in turn.events:
        if isinstance(event, HumanWanted):
            detail = {"inbound": turn.pending.id}
            yield Act(now, "participant", "person wanted", turn.pending.participant, detail)


def _pleas(turn: Heeded) -> Iterator[Plea]:
    p = turn.pending
    if any(isinstance(event, HumanWanted) for event in turn.events):
        yield Plea(p.participant, p.channel, p.address, p.id)


def _unclear(turn: Heeded, now: datetime) -> Iterator[Utterance]:
    known = turn.understanding
    for event in turn.events:
        if isinstance(event, Misunderstood) and known is not None and not is_private(known):
            yield unlink(event.words, known, turn.language, now)
