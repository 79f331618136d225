"""Whom would a broadcast reach now, who is left out and why, what does it say, and what does it cost?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.channels.sms.render import Sms
from bot.participation.broadcasts.announcement import compose, sum_parts
from bot.participation.broadcasts.draft import Draft
from bot.scheduler.desk import Desk
from bot.scheduler.firing import Origin, build, missing, who
from storage.broadcast import Broadcast
from storage.planning import CAUSES, Outcome
from storage.unit import Unit

#: (channel, language, knows the assistant, people)
Voice = tuple[str, str, bool, int]


@dataclass(frozen=True, slots=True)
class Preview:
    """What staff see before anything is sent."""

    reached: int
    #: channel, people
    channels: Sequence[tuple[str, int]]
    #: cause, people, in the order that causes are asked in
    excluded: Sequence[tuple[str, int]]
    #: SMS parts; 0 for a survey, whose questions depend on answers
    parts: int
    #: stratum → (wanted, there), of the strata that have too few
    missing: Mapping[str, tuple[int, int]]
    texts: Sequence[str]
    #: when it was asked, and when the first of them would leave, on the territory's clocks
    asked: datetime
    opens: datetime
    #: (channel, language, knows the assistant, people) of those who would get it
    voices: Sequence[Voice]


def preview(
    unit: Unit, desk: Desk, draft: Draft, sms: Sms, now: datetime, due: datetime | None = None
) -> Preview:
    """Return what sending a draft now would do, or at another time, to those there are now; nothing is stored.

    What somebody was sent today is no reason to leave them out of what is sent next month.
    """
    due = due or now
    broadcast, outcomes = _plan(unit, desk, draft, now, due)
    channels: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    voices: list[Voice] = []
    for found in outcomes:
        causes[found.cause] += found.count
        if not found.cause:
            channels[found.channel] += found.count
            voices.append((found.channel, found.language, found.introduced, found.count))
    return Preview(
        channels.total(),
        sorted(channels.items()),
        [(cause, causes[cause]) for cause in CAUSES if causes[cause]],
        _parts(desk, broadcast, voices, sms),
        missing(unit, draft.segment, now),
        _texts(desk, broadcast, voices),
        now,
        desk.window.opens(due).astimezone(desk.window.timezone),
        voices,
    )


def reach(unit: Unit, desk: Desk, draft: Draft, now: datetime) -> int:
    """Return how many people sending a draft now would reach."""
    return sum(one.count for one in _plan(unit, desk, draft, now, now)[1] if not one.cause)


def _plan(
    unit: Unit, desk: Desk, draft: Draft, now: datetime, due: datetime
) -> tuple[Broadcast, Sequence[Outcome]]:
    """Return what a draft would be, and how many it would reach or leave out; nothing is stored."""
    broadcast = build(unit, draft, due, Origin("preview"), now)
    people, reachable = who(unit, draft.segment, now), desk.reachable(due)
    return broadcast, unit.planning.preview(broadcast, people, reachable, due)


def _say(desk: Desk, broadcast: Broadcast, language: str, introduced: bool) -> str:
    room = desk.room()
    town = room.town.known(language, broadcast.created_at)
    return compose(broadcast.texts, language, introduced, room.phrasebook, town)


def _parts(desk: Desk, broadcast: Broadcast, voices: Sequence[Voice], sms: Sms) -> int:
    if not broadcast.texts:
        return 0
    paid = [voice for voice in voices if voice[0] == "sms"]
    return sum_parts(((_say(desk, broadcast, v[1], v[2]), v[3]) for v in paid), sms)


def _texts(desk: Desk, broadcast: Broadcast, voices: Sequence[Voice]) -> list[str]:
    """Return what is said in each language that somebody of them speaks."""
    languages = dict.fromkeys(voice[1] for voice in voices) if broadcast.texts else {}
    return [f"[{language}] {_say(desk, broadcast, language, True)}" for language in languages]
