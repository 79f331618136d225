"""How far has a broadcast come? Its totals reconcile: everybody it was meant for is in one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.scheduler.steering import find
from storage.broadcast import Broadcast, Tally
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Status:
    """Whom a broadcast reached, and whom it did not."""

    broadcast: Broadcast
    #: state of a recipient → people
    states: Counter[str]
    #: cause, people
    excluded: Sequence[tuple[str, int]]
    delivered: int
    #: of those it reached; None for an announcement, or while nobody counted them
    answered: int | None
    #: what the totals are counted from
    tallies: Sequence[Tally]

    def rows(self) -> list[tuple[str, int]]:
        """Return the totals, from everybody down to who answered."""
        s = self.states
        stopped = sum(t.count for t in self.tallies if (t.state, t.cause) == ("failed", "stopped"))
        rows = [
            ("meant", s.total()),
            ("left out", s["excluded"]),
            ("still to come", s["planned"] + s["waiting"]),
            ("sent", s["sent"]),
            ("of these, delivered (as providers say)", self.delivered),
            ("said STOP before theirs left", stopped),
            ("refused by a provider", s["failed"] - stopped),
            ("uncertain", s["uncertain"]),
            ("not reached in time", s["expired"]),
        ]
        if self.answered is None:
            return rows
        return [*rows, ("answered", self.answered), ("silent", s["sent"] - self.answered)]


def read_status(unit: Unit, slug: str, *, whole: bool = True) -> Status:
    """Return how far a broadcast has come. Raise PalabreError when there is none.

    Not whole: without who answered, which takes a tenth of a second for 100,000 people; the rest costs as one index does.
    """
    broadcast = find(unit, slug)
    states: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    tallies = unit.broadcasts.tallies(broadcast.id)
    for tally in tallies:
        states[tally.state] += tally.count
        if tally.state == "excluded":
            causes[tally.cause] += tally.count
    answered = unit.broadcasts.answered(broadcast) if whole and broadcast.asks else None
    delivered = sum(tally.delivered for tally in tallies)
    return Status(broadcast, states, causes.most_common(), delivered, answered, tallies)
