"""May a claimed broadcast leave now? The one gate that every message passes that nobody asked for (norms §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.participation.broadcasts.caps import Caps
from bot.participation.broadcasts.window import Window
from storage.initiated import Held
from storage.outbound import BROADCAST, Failure, Sending
from storage.unit import Unit


@dataclass(slots=True)
class Manners:
    """The window and the caps, as staff last chose them; whatever put a message into the outbox, these decide when it leaves it."""

    window: Window
    caps: Caps

    def is_open(self, now: datetime) -> bool:
        """Tell whether broadcasts may leave at all."""
        return self.window.is_open(now)

    def opens(self, now: datetime) -> datetime:
        """Return when they may."""
        return self.window.opens(now)

    def admit(self, unit: Unit, claimed: Sequence[Sending], now: datetime) -> list[Sending]:
        """Return what may leave of what was just claimed; the others wait again, in the same transaction."""
        first = [sending for sending in claimed if sending.priority == BROADCAST]
        if not first:
            return list(claimed)
        unit.ledger.hold()
        people = [sending.participant_id for sending in first]
        rows = unit.ledger.history([sending.id for sending in first], people, self.caps.since(now))
        held = self.caps.judge(rows, now)
        attempts = {sending.id: sending.attempt for sending in first}
        unit.ledger.put_back([Held(id, attempts[id], due) for id, due in held.items() if due is not None])
        unit.outbox.fail([_reminded(id, attempts[id]) for id, due in held.items() if due is None])
        return [sending for sending in claimed if sending.id not in held]


def _reminded(id: int, attempt: int) -> Failure:
    return Failure(id, attempt, "reminded", "the person was reminded once already")
