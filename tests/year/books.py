"""What do the residents themselves know: who was asked what, who answered? Kept apart from the service, and compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.year.people import Resident

#: a question → its number; a reminder of it has the same
Question = int


@dataclass(slots=True)
class Books:
    """The residents' own account of the year."""

    zone: ZoneInfo
    #: name of a broadcast → who heard it, each as often as they did
    heard: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    #: question → who was thanked for an answer
    thanked: dict[Question, set[int]] = field(default_factory=lambda: defaultdict(set))
    #: resident → when each message came that they had not asked for
    written: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    #: resident → when they wrote last
    spoke: dict[int, datetime] = field(default_factory=dict)
    #: who said STOP, and did not come back
    stopped: set[int] = field(default_factory=set)
    #: who does not agree to be asked
    refused: set[int] = field(default_factory=set)
    #: name of a broadcast → cause → who must be left out for it, as they knew when it fired
    left_out: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    #: whether WhatsApp has an approved template
    template: bool = False

    def foresee(self, name: str, people: Iterable[Resident], now: datetime) -> None:
        """Note who must be left out of a broadcast that fires now, and why."""
        causes: dict[str, set[int]] = defaultdict(set)
        for resident in people:
            if cause := self._cause(resident, now):
                causes[cause].add(resident.number)
        self.left_out[name] = dict(causes)

    def _cause(self, resident: Resident, now: datetime) -> str:
        n = resident.number
        if n in self.stopped:
            return "stopped"
        if n in self.refused:
            return "consent"
        silent = now - self.spoke[n] >= timedelta(hours=24)
        if resident.address.channel == "whatsapp" and silent and not self.template:
            return "window"
        return "cap" if self._is_capped(self.written[n], now) else ""

    def _is_capped(self, times: Sequence[datetime], now: datetime) -> bool:
        """Tell by the last three, oldest first, whether one came today, or three in seven days."""
        today = now.astimezone(self.zone).date()
        days = [at.astimezone(self.zone).date() for at in times[-3:]]
        return today in days or sum(today - day < timedelta(days=7) for day in days) == 3

    def faults(self) -> list[str]:
        """Return what must never be: a message too many on one day or in seven, or heard twice."""
        found = [
            f"{name}: heard {most} times by one"
            for name, counts in self.heard.items()
            if (most := max(counts.values(), default=0)) > 1
        ]
        for number, times in self.written.items():
            days = sorted(at.astimezone(self.zone).date() for at in times)
            if len(set(days)) < len(days):
                found.append(f"{number}: two messages on one day")
            if any(later - day < timedelta(days=7) for day, later in zip(days, days[3:], strict=False)):
                found.append(f"{number}: four messages in seven days")
        return found
