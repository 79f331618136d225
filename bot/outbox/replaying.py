"""How do messages that did not arrive go again? When staff say so, and to nobody who said STOP since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of messages that staff had sent again."""

    #: those that wait again
    waiting: Sequence[int]
    #: those that stay, and why: unknown, not lost, emptied, stopped
    unfit: Mapping[int, str]


def replay(unit: Unit, ids: Sequence[int], now: datetime) -> Replayed:
    """Let messages wait again, and the recipients that broadcasts counted as lost with them."""
    unfit = unit.outbox.unfit(ids)
    waiting = unit.outbox.replay(ids, now)
    unit.recipients.wait_again(waiting, now)
    return Replayed(waiting, unfit)
