"""How far has a sending come, channel by channel, and what may be done with it now?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.scheduler.status import Status, read_status
from storage.broadcast import GOING, Broadcast
from storage.losses import Loss
from storage.unit import Unit

#: States of recipients that a table shows, in the order of its columns.
STATES = ("planned", "waiting", "sent", "failed", "uncertain", "expired")

#: What may be done in each state, the usual first; approval is asked for apart.
ACTS = {
    "scheduled": ("pause", "cancel"),
    "held": ("cancel",),
    "pilot": ("pause", "cancel"),
    "sending": ("pause", "cancel"),
    "asking": ("resume", "cancel"),
    "paused": ("resume", "cancel"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One channel's figures."""

    channel: str
    #: in the order of STATES
    counts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sending has come."""

    status: Status
    rows: Sequence[Row]
    losses: Sequence[Loss]
    #: whether somebody is still to be reached
    waits: bool

    @property
    def done(self) -> int:
        """Of those meant to get it, how many it is settled for."""
        return self.meant - sum(self.status.states[state] for state in ("planned", "waiting"))

    @property
    def counting(self) -> bool:
        """Whether it is still to be counted who answered."""
        return self.status.broadcast.asks and self.status.answered is None

    @property
    def meant(self) -> int:
        """How many were meant to get it, without those left out."""
        return self.status.states.total() - self.status.states["excluded"]


def read_progress(unit: Unit, slug: str, *, whole: bool = True) -> Progress:
    """Return how far a sending has come; not whole, without who answered. Raise PalabreError when there is none."""
    status = read_status(unit, slug, whole=whole)
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STATES, 0))
    for tally in status.tallies:
        if tally.state in STATES:
            found[tally.channel][tally.state] += tally.count
    rows = [Row(channel, tuple(counts.values())) for channel, counts in sorted(found.items())]
    losses = unit.losses.groups(status.broadcast.id) if status.broadcast.fired_at else []
    waits = bool(status.states["planned"] + status.states["waiting"])
    return Progress(status, rows, losses, waits or status.broadcast.state in (*GOING, "scheduled"))


def acts_of(broadcast: Broadcast, actor: str, *, reserve: bool) -> Sequence[str]:
    """Return what this member of staff may do with a sending now."""
    plain = ACTS.get(broadcast.state, ())
    if needs_approval(broadcast, reserve=reserve) and broadcast.created_by.casefold() != actor.casefold():
        return ("approve", *plain)
    return plain


def needs_approval(broadcast: Broadcast, *, reserve: bool) -> bool:
    """Tell whether a second person must agree before it leaves (norms §1)."""
    waits = broadcast.state == "held" or (reserve and broadcast.state == "scheduled")
    return waits and broadcast.approved_by is None


def is_live(progress: Progress, now: datetime) -> bool:
    """Tell whether its figures may change within minutes."""
    b = progress.status.broadcast
    soon = b.state == "scheduled" and (b.due_at - now).total_seconds() < 600
    # what was on its way when it was paused, cancelled, or its pilot ended, still arrives
    arriving = progress.status.states["waiting"] > 0
    return soon or arriving or (progress.waits and b.state in (*GOING, "ended"))
