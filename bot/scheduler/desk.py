"""On what does everything stand that is sent to many? The room, the window, the caps, the channels that are set up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.room import Room
from bot.participation.broadcasts.caps import Caps
from bot.participation.broadcasts.draft import Known
from bot.participation.broadcasts.manners import Manners
from bot.participation.broadcasts.window import Window
from storage.broadcast import Reachable
from storage.unit import Unit


@dataclass(slots=True)
class Desk:
    """What broadcasts and schedules stand on; window, caps and reserve follow what staff choose."""

    room: Callable[[], Room]
    window: Window
    caps: Caps
    #: channel → messages a second that it takes
    channels: Mapping[str, float]
    #: whether WhatsApp has an approved template (norms §5)
    template: bool = False
    #: the pre-electoral reserve: a second person must approve (norms §1)
    reserve: bool = False
    #: what the senders ask
    manners: Manners = field(init=False)

    def __post_init__(self) -> None:
        self.manners = Manners(self.window, self.caps)

    def follow(self, caps: Caps, *, reserve: bool) -> None:
        """Let these caps and their window hold from now on, for the senders too."""
        self.window = self.manners.window = caps.window
        self.caps = self.manners.caps = caps
        self.reserve = reserve

    def reachable(self, now: datetime) -> Reachable:
        """Return what decides whether somebody can be written to first."""
        caps, languages = self.caps, self.room().languages
        return Reachable(
            tuple(self.channels), self.template, languages, self.window.day_of(now), caps.since(now),
            caps.per_day, caps.per_week,
        )  # fmt: skip

    def known(self, unit: Unit, now: datetime) -> Known:
        """Return what a draft may name."""
        town = self.room().town
        surveys = [survey for survey in unit.surveys.all() if survey.takes_answers(now)]
        names = {
            "channel": frozenset(self.channels),
            "language": frozenset(self.room().languages),
            "district": frozenset(district.slug for district in town.districts),
            "theme": frozenset(theme.slug for theme in town.themes),
            "consultation": frozenset(consultation.slug for consultation in town.consultations),
            "group": frozenset(unit.segments.groups()),
            "answered": frozenset(survey.slug for survey in unit.surveys.all() if not survey.anonymous),
            "received": frozenset(unit.broadcasts.slugs(10_000)),
        }
        segments = dict(unit.segments.all())
        open_ones = frozenset(survey.slug for survey in surveys)
        return Known(tuple(self.room().languages), tuple(self.channels), open_ones, names, segments)

    def yielding(self) -> Sequence[str]:
        """Return the dialogues that give way to anything."""
        return [name for name, definition in self.room().library.latest.items() if definition.yields]
