"""Who agreed to what? The ledger, append-only (norms §1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, literal_column, or_, select
from sqlalchemy.dialects.postgresql import Insert

from storage import models
from storage.batch import Batch, insert_each, prepared
from storage.models.base import table

#: A withdrawal of this purpose withdraws every purpose (norms §3).
ALL = "all"

_consents = table(models.Consent)
c = _consents.c
_ADDED = Batch(c.participant_id, c.purpose, c.given, c.at, c.channel, c.address_id, c.wording, c.how)
_WHO = Batch(c.participant_id)


@dataclass(frozen=True, slots=True)
class Consent:
    """An entry: given or withdrawn, when, where, in answer to which words, how."""

    participant_id: str
    purpose: str
    given: bool
    at: datetime
    channel: str
    wording: str
    how: str
    address_id: str | None = None


class Consents:
    """The ledger: entries are added, never changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[Consent]) -> None:
        """Append entries, in this order."""
        _ADDED.put(self._connection, _adding(self._connection), rows)

    def asked(self, participants: Sequence[str]) -> dict[str, frozenset[str]]:
        """Return the purposes that each participant was asked about, whatever they said."""
        query = _asked(self._connection)
        return _by_participant(_WHO.run(self._connection, query, [(person,) for person in participants]))

    def before_stop(self, participants: Sequence[str]) -> dict[str, frozenset[str]]:
        """Return the purposes that the last STOP of each participant withdrew from: what START gives back."""
        query = _told(self._connection)
        rows = _WHO.run(self._connection, query, [(person,) for person in participants])
        return {who: _withdrawn_at_once(rows, who) for who in participants}

    def current(self, participants: Sequence[str]) -> dict[str, frozenset[str]]:
        """Return the purposes each participant agrees to now."""
        query = _current(self._connection)
        rows = _WHO.run(self._connection, query, [(person,) for person in participants])
        given = _by_participant(rows)
        return {who: given.get(who, frozenset()) for who in participants}


@prepared
def _told(connection: Connection) -> Select[Any]:
    """Find what participants agreed to and withdrew from, in its order."""
    batch = _WHO.rows(connection)
    theirs = batch.c.participant_id == c.participant_id
    return select(c.participant_id, c.purpose, c.given).join(batch, theirs).order_by(c.id)


@prepared
def _asked(connection: Connection) -> Select[Any]:
    """Find the purposes that participants were asked about."""
    batch = _WHO.rows(connection)
    theirs = batch.c.participant_id == c.participant_id
    return select(c.participant_id, c.purpose).join(batch, theirs).where(c.purpose != ALL).distinct()


@prepared
def _current(connection: Connection) -> Select[Any]:
    """Find what was given, and not withdrawn later, by its name or with everything."""
    batch, later = _WHO.rows(connection), _consents.alias("later")
    undone: Select[Any] = select(literal_column("1")).where(
        later.c.participant_id == c.participant_id,
        later.c.id > c.id,
        or_(later.c.purpose == c.purpose, later.c.purpose == ALL),
    )
    theirs = batch.c.participant_id == c.participant_id
    return select(c.participant_id, c.purpose).join(batch, theirs).where(c.given, ~undone.exists())


@prepared
def _adding(connection: Connection) -> Insert:
    """Append entries."""
    return insert_each(_ADDED, connection)


def _by_participant(rows: Sequence[Any]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.participant_id, set()).add(row.purpose)
    return {who: frozenset(purposes) for who, purposes in found.items()}


def _withdrawn_at_once(rows: Sequence[Any], who: str) -> frozenset[str]:
    """Read the ledger of one participant up to the last withdrawal from everything."""
    given: set[str] = set()
    stopped: frozenset[str] = frozenset()
    for row in (row for row in rows if row.participant_id == who):
        if row.purpose == ALL:
            stopped, given = frozenset(given), set()
        elif row.given:
            given.add(row.purpose)
        else:
            given.discard(row.purpose)
    return stopped
