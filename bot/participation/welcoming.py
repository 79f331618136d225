"""What would a list of people change, and what does it change: who is new, known, or must be left in peace?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.participation.arrivals import Arrival
from storage.consents import Consent
from storage.participants import Profile
from storage.unit import Unit

#: what people may have agreed to (norms §1)
PURPOSES = ("participation", "questions", "news")

#: where a list of numbers may be reached; one number may be known on both
CHANNELS = ("sms", "whatsapp")

#: Turns a channel and a value into a keyed hash
Proof = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Promise:
    """What whoever brings a list says of it."""

    channel: str
    purposes: tuple[str, ...]
    #: the words that people agreed to, where the list is from, and where the proof lies
    wording: str
    #: "" for none
    group: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What each line would do."""

    new: Sequence[Arrival]
    #: who is known already, with their id
    known: Mapping[Arrival, str]
    #: purposes that are not in the ledger yet of those who are known, by id
    owed: Mapping[str, tuple[str, ...]]
    #: who is left in peace, and why: erased, stopped or withdrew
    refused: Mapping[Arrival, str]

    @property
    def taken(self) -> int:
        """How many lines are taken."""
        return len(self.new) + len(self.known)


def plan(unit: Unit, arrivals: Sequence[Arrival], promise: Promise, proof: Proof) -> Plan:
    """Return what a list would do; writes nothing."""
    keys = {arrival: [(channel, arrival.number) for channel in CHANNELS] for arrival in arrivals}
    owners = unit.participants.known([key for both in keys.values() for key in both])
    hashes = {arrival: {proof(*key) for key in both} for arrival, both in keys.items()}
    erased = unit.participants.opted_out([one for both in hashes.values() for one in both])
    known = {
        a: next(owners[key] for key in both if key in owners)
        for a, both in keys.items()
        if set(both) & set(owners)
    }
    people = sorted(set(known.values()))
    stopped = unit.directory.stopped(people)
    owed, withdrew = _weigh(unit, people, promise)
    refused = {a: "erased" for a in arrivals if hashes[a] & erased and a not in known}
    refused |= {a: "stopped" for a, who in known.items() if who in stopped}
    refused |= {a: "withdrew" for a, who in known.items() if who in withdrew and a not in refused}
    new = [a for a in arrivals if a not in known and a not in refused]
    return Plan(new, {a: who for a, who in known.items() if a not in refused}, owed, refused)


def _weigh(
    unit: Unit, people: Sequence[str], promise: Promise
) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """Return what the ledger does not hold yet, and who withdrew from what is promised."""
    standing = unit.consents.standing(people)
    owed: dict[str, tuple[str, ...]] = {}
    withdrew: set[str] = set()
    for who in people:
        said, agrees = standing[who].asked, standing[who].agreed
        owed[who] = tuple(purpose for purpose in promise.purposes if purpose not in said)
        if any(purpose in said and purpose not in agrees for purpose in promise.purposes):
            withdrew.add(who)
    return owed, withdrew


def welcome(unit: Unit, planned: Plan, promise: Promise, now: datetime) -> None:
    """Write what a plan says, in the transaction that made it; done again, it changes nothing."""
    keys = {(promise.channel, arrival.number): arrival for arrival in planned.new}
    people = unit.participants.resolve(list(keys), now)
    born = {people[key]: arrival for key, arrival in keys.items()}
    unit.participants.learn([Profile(who, a.first_name, a.language) for who, a in born.items()])
    for who, arrival in born.items():
        if arrival.district:
            unit.participants.settle(who, arrival.district)
    agreed = dict.fromkeys(born, promise.purposes)
    agreed |= {who: planned.owed[who] for who in planned.known.values()}
    unit.consents.add(
        [
            Consent(who, purpose, True, now, promise.channel, promise.wording, "import")
            for who, purposes in agreed.items()
            for purpose in purposes
        ]
    )
    if promise.group:
        unit.segments.join(promise.group, sorted(agreed), now)
