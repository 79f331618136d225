"""Who is behind an address?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Executable, Select, Update, and_, bindparam, delete, func, select, update

from storage import addresses, models
from storage.addresses import Address, AddressKey, Reach
from storage.batch import Batch, insert_batch, prepared
from storage.erasure import Proof, erase, opted_out
from storage.holdings import holdings
from storage.merging import merge
from storage.models.base import table

__all__ = ["Address", "AddressKey", "Participants", "Profile", "Proof", "Reach"]

_people = table(models.Participant)
_addresses = table(models.Address)
_IDS = Batch(_people.c.id)
_NEW = Batch(_people.c.id, _people.c.created_at, _people.c.last_seen_at)
_NEW_ADDRESSES = Batch(
    _addresses.c.id,
    _addresses.c.participant_id,
    _addresses.c.channel,
    _addresses.c.value,
    _addresses.c.state,
    _addresses.c.created_at,
)
_NAMES = Batch(_people.c.id, _people.c.first_name, _people.c.language)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a channel tells of a person; an empty part changes nothing, nor does what is known already."""

    id: str
    first_name: str = ""
    language: str = ""


class Participants:
    """Participants and their addresses."""

    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self._connection = connection
        self._new_id = new_id

    def resolve(self, keys: Sequence[AddressKey], now: datetime) -> dict[AddressKey, str]:
        """Return the participant of each address; an address nobody has gets a new participant."""
        known = self.known(keys)
        unknown = sorted(set(keys) - set(known))
        if unknown:
            self.introduce(unknown, now)
            known |= self.known(unknown)
        return known

    def known(self, keys: Sequence[AddressKey]) -> dict[AddressKey, str]:
        """Return the participants of the addresses that somebody has."""
        return addresses.owners(self._connection, keys)

    def hold(self, keys: Sequence[AddressKey]) -> dict[AddressKey, str]:
        """Return what `known` returns, and let nobody merge these participants before the commit."""
        return addresses.owners(self._connection, keys, hold=True)

    def introduce(self, keys: Sequence[AddressKey], now: datetime) -> dict[AddressKey, str]:
        """Create a participant for each address; leave out those another transaction created meanwhile.

        Writes in the order of the addresses, once per transaction: two of them never wait for each other.
        """
        people = {key: self._new_id() for key in sorted(set(keys))}
        born = [(person, now, now) for person in people.values()]
        _NEW.run(self._connection, _adding(self._connection), born)
        rows = [(self._new_id(), p, *key, "reachable", now) for key, p in people.items()]
        given = _NEW_ADDRESSES.run(self._connection, _addressing(self._connection), rows)
        ours = {row.participant_id for row in given}
        self._forget([person for person in people.values() if person not in ours])
        return {key: person for key, person in people.items() if person in ours}

    def join(self, key: AddressKey, participant: str, now: datetime) -> None:
        """Give a participant one more address; nothing happens when somebody has it."""
        row = (self._new_id(), participant, *key, "reachable", now)
        _NEW_ADDRESSES.run(self._connection, _addressing(self._connection), [row])

    def addresses(self, participants: Sequence[str]) -> list[Address]:
        """Return every address of these participants, oldest first."""
        return addresses.of_participants(self._connection, participants)

    def reach(self, rows: Sequence[Reach]) -> None:
        """Record what was learnt of addresses: blocked, dead, reachable again, a window that opened."""
        addresses.learn(self._connection, rows)

    def reached(self, keys: Sequence[AddressKey]) -> dict[AddressKey, Reach]:
        """Return state and window of the addresses that somebody has."""
        return addresses.reached(self._connection, keys)

    def window(self, keys: Sequence[AddressKey]) -> dict[AddressKey, datetime | None]:
        """Return until when free text may be sent to the addresses that somebody has (norms §5)."""
        return {key: reach.window_until for key, reach in self.reached(keys).items()}

    def move(self, key: AddressKey, value: str, now: datetime) -> None:
        """Follow an address that has another name now; who had that name already is the same person.

        Call it last, as `merge`.
        """
        known = self.known([key, (key[0], value)])
        owner = known.get(key)
        if owner is None or key[1] == value:
            return
        self.merge(owner, known.get((key[0], value), owner), now)
        addresses.rename(self._connection, key, value)

    def merge(self, kept: str, gone: str, now: datetime, *, leads: bool = False) -> bool:
        """Make one participant of two; see `storage.merging.merge` for what becomes of it and when to call."""
        return merge(self._connection, kept, gone, now, leads=leads)

    def stop(self, participants: Sequence[str], now: datetime) -> None:
        """Record since when STOP holds, where it did not yet (norms §3)."""
        batch = _IDS.rows(self._connection)
        running = and_(_people.c.id == batch.c.id, _people.c.stopped_at.is_(None))
        statement = update(_people).where(running).values(stopped_at=bindparam("now"))
        _IDS.run(self._connection, statement, [(person,) for person in sorted(set(participants))], now=now)

    def learn(self, profiles: Sequence[Profile]) -> None:
        """Keep the names and languages that channels tell, where nothing is known yet."""
        _NAMES.write(self._connection, _learning(self._connection), profiles)

    def settle(self, participant: str, district: str) -> None:
        """Record the district a participant lives in."""
        self._connection.execute(update(_people).where(_people.c.id == participant).values(district=district))

    def districts(self, participants: Sequence[str]) -> Mapping[str, str | None]:
        """Return the district of each participant, by its slug."""
        rows = _IDS.run(
            self._connection, _districts(self._connection), [(person,) for person in participants]
        )
        return {row.id: row.district for row in rows}

    def export(self, participant: str) -> dict[str, list[dict[str, Any]]]:
        """Return everything that is held about a participant, by table."""
        return holdings(self._connection, participant)

    def erase(self, participant: str, now: datetime, proof: Proof) -> None:
        """Delete a participant's personal data; see `storage.erasure.erase` for what stays and when to call."""
        erase(self._connection, participant, now, proof)

    def opted_out(self, hashes: Sequence[str]) -> set[str]:
        """Return those of the keyed hashes whose addresses were erased."""
        return opted_out(self._connection, list(hashes))

    def _forget(self, participants: Sequence[str]) -> None:
        if participants:
            batch = _IDS.select(self._connection)
            statement = delete(_people).where(_people.c.id.in_(batch))
            _IDS.run(self._connection, statement, [(person,) for person in participants])


_adding = prepared(partial(insert_batch, _NEW))


@prepared
def _addressing(connection: Connection) -> Executable:
    """Store addresses that nobody has, and return whose they are."""
    statement = insert_batch(_NEW_ADDRESSES, connection)
    ours = statement.on_conflict_do_nothing(index_elements=["channel", "value"])
    return ours.returning(_addresses.c.participant_id)


@prepared
def _learning(connection: Connection) -> Update:
    """Write names and languages where nothing is known yet."""
    batch = _NAMES.rows(connection)
    told = {
        name: func.coalesce(_people.c[name], func.nullif(batch.c[name], ""))
        for name in ("first_name", "language")
    }
    return update(_people).where(_people.c.id == batch.c.id).values(told)


@prepared
def _districts(connection: Connection) -> Select[Any]:
    """Find the district of some people."""
    batch = _IDS.rows(connection)
    return select(_people.c.id, _people.c.district).join(batch, batch.c.id == _people.c.id)
