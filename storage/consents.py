"""Who agreed to what? The ledger, append-only (norms §1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.dialects.postgresql import Insert

from storage import models
from storage.batch import Batch, insert_each, prepared
from storage.models.base import table

#: A withdrawal of this purpose withdraws every purpose (norms §3).
ALL = "all"

#: A purpose, and whether it was given.
Told = tuple[str, bool]

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


@dataclass(frozen=True, slots=True)
class Standing:
    """The purposes that somebody was asked about, whatever they said, and those that they agree to now."""

    asked: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()


class Consents:
    """The ledger: entries are added, never changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[Consent]) -> None:
        """Append entries, in this order."""
        _ADDED.put(self._connection, _adding(self._connection), rows)

    def standing(self, participants: Sequence[str]) -> dict[str, Standing]:
        """Return how each participant stands to the purposes."""
        ledger = self._told(participants)
        return {who: _standing(ledger.get(who, ())) for who in participants}

    def before_stop(self, participants: Sequence[str]) -> dict[str, frozenset[str]]:
        """Return the purposes that the last STOP of each participant withdrew from: what START gives back."""
        ledger = self._told(participants)
        return {who: _withdrawn_at_once(ledger.get(who, ())) for who in participants}

    def current(self, participants: Sequence[str]) -> dict[str, frozenset[str]]:
        """Return the purposes each participant agrees to now."""
        return {who: standing.agreed for who, standing in self.standing(participants).items()}

    def _told(self, participants: Sequence[str]) -> dict[str, list[Told]]:
        """Return what each participant agreed to and withdrew from, in its order."""
        query, found = _told(self._connection), dict[str, list[Told]]()
        for who, purpose, given in _WHO.run(self._connection, query, [(person,) for person in participants]):
            found.setdefault(who, []).append((purpose, given))
        return found


@prepared
def _told(connection: Connection) -> Select[Any]:
    """Find what participants agreed to and withdrew from, in its order."""
    batch = _WHO.rows(connection)
    theirs = batch.c.participant_id == c.participant_id
    return select(c.participant_id, c.purpose, c.given).join(batch, theirs).order_by(c.id)


@prepared
def _adding(connection: Connection) -> Insert:
    """Append entries."""
    return insert_each(_ADDED, connection)


def _standing(ledger: Iterable[Told]) -> Standing:
    asked: set[str] = set()
    agreed: set[str] = set()
    for purpose, given in ledger:
        if purpose == ALL:
            agreed.clear()
        else:
            asked.add(purpose)
            (agreed.add if given else agreed.discard)(purpose)
    return Standing(frozenset(asked), frozenset(agreed))


def _withdrawn_at_once(ledger: Sequence[Told]) -> frozenset[str]:
    """Return what somebody agreed to when they last withdrew from everything."""
    stops = [at for at, (purpose, _) in enumerate(ledger) if purpose == ALL]
    return _standing(ledger[: stops[-1]]).agreed if stops else frozenset()
