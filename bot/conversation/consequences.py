"""What follows when a provider says that a person opted out, or that an address is dead?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.consents import ALL, Consent
from storage.participants import Reach
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a provider's answer means for one address."""

    channel: str
    address: str
    #: opted_out, address_dead, … (bot.channels.message.Outcome)
    kind: str


def apply(unit: Unit, found: Sequence[Consequence], now: datetime) -> None:
    """Record withdrawals (norms §3: 21610, 403), addresses that cannot be reached any more, windows that closed."""
    shut = [c for c in found if c.kind == "window_closed"]
    unit.participants.reach([Reach(c.channel, c.address, None, now) for c in shut])
    gone = [c for c in found if c.kind in ("opted_out", "address_dead")]
    if not gone:
        return
    unit.participants.reach([Reach(c.channel, c.address, _state(c)) for c in gone])
    left = [c for c in gone if c.kind == "opted_out"]
    people = unit.participants.hold([(c.channel, c.address) for c in left])
    stopped = {people[c.channel, c.address]: c for c in left if (c.channel, c.address) in people}
    unit.consents.add(
        [Consent(person, ALL, False, now, c.channel, "", "provider") for person, c in stopped.items()]
    )
    unit.participants.stop(list(stopped), now)


def _state(consequence: Consequence) -> Literal["blocked", "dead"]:
    return "blocked" if consequence.kind == "opted_out" else "dead"
