"""Where is each participant in their talk with the service?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Executable,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import Insert

from dialogues.conversation import Conversation
from dialogues.inputs import Json
from dialogues.session import Session, from_json, to_json
from storage import models
from storage.batch import Batch, insert_each, prepared
from storage.models.base import Moment, table

_people = table(models.Participant)
_sessions = table(models.Session)
_WHO = Batch(_people.c.id)
_STANDING = Batch(
    _people.c.id,
    _people.c.language,
    Column("introduced", Boolean),
    Column("stopped", Boolean),
    Column("seen", Boolean),
)
_PLACES = Batch(*_sessions.c)
_ENDED = Batch(_sessions.c.id, _sessions.c.state)
_KEPT = Batch(_sessions.c.participant_id, _sessions.c.id)

#: The language of a participant nobody knows anything of.
FIRST_LANGUAGE = "fr"


#: How old `last_seen_at` may grow before a turn writes it again: retention counts in months (norms §1).
SEEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A conversation as this transaction found it, the stored places of its sessions, and when it was seen."""

    conversation: Conversation
    places: tuple[int, ...]
    seen_at: datetime


class _Place(NamedTuple):
    """A row of `sessions`."""

    id: str
    participant_id: str
    dialogue: str
    version: str
    state: str
    position: int | None
    data: Json
    touched_at: datetime


class Conversations:
    """Conversations, loaded and saved by the batch; what did not change since it was loaded is not written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._loaded: dict[str, _Loaded] = {}

    def load(
        self, participants: Sequence[str], languages: Mapping[str, str] | None = None
    ) -> dict[str, Conversation]:
        """Return the conversations; `languages` are the hints for participants not spoken to yet."""
        rows = _WHO.run(self._connection, _loading(self._connection), [(person,) for person in participants])
        hints = languages or {}
        found = {
            who: _read(list(parts), hints.get(who, FIRST_LANGUAGE))
            for who, parts in groupby(rows, key=lambda row: str(row.id))
        }
        self._loaded |= found
        return {who: loaded.conversation for who, loaded in found.items()}

    def save(
        self,
        changed: Sequence[Conversation],
        now: datetime,
        ended: Mapping[str, str] | None = None,
        unseen: frozenset[str] = frozenset(),
    ) -> None:
        """Write conversations back; `ended` says how sessions ended that are no longer in them.

        A participant who was erased in the meantime stays erased. Those of `unseen` did not write: they were spoken to.
        """
        otherwise = [one for one in changed if self._stands_otherwise(one, now)]
        self._save_standing(otherwise, now, unseen)
        self._end(ended or {})
        self._close_others([one for one in changed if self._lost_some(one)])
        self._save_places(changed, now)
        for one in changed:
            self._loaded.pop(one.participant, None)

    def _save_standing(self, changed: Sequence[Conversation], now: datetime, unseen: frozenset[str]) -> None:
        """Keep since when the participants have been introduced, or have said STOP, and when they were last seen."""
        rows = [
            (one.participant, one.language, one.introduced, one.stopped, one.participant not in unseen)
            for one in changed
        ]
        _STANDING.run(self._connection, _standing(self._connection), rows, now=now)

    def _end(self, ended: Mapping[str, str]) -> None:
        _ENDED.run(self._connection, _ending(self._connection), list(ended.items()))

    def _close_others(self, changed: Sequence[Conversation]) -> None:
        """Close the sessions that are not in these conversations any more."""
        rows = [(one.participant, s.id) for one in changed for s in one.sessions]
        rows += [(one.participant, "") for one in changed if not one.sessions]
        _KEPT.run(self._connection, _closing(self._connection), rows)

    def _save_places(self, changed: Sequence[Conversation], now: datetime) -> None:
        rows = [
            _place(session, one.participant, position, now)
            for one in changed
            for position, session in enumerate(one.sessions)
            if not self._unmoved(one.participant, position, session)
        ]
        _PLACES.put(self._connection, _placing(self._connection), rows)

    def _stands_otherwise(self, one: Conversation, now: datetime) -> bool:
        before = self._loaded.get(one.participant)
        if before is None or now - before.seen_at > SEEN:
            return True
        return _standing_of(before.conversation) != _standing_of(one) or not one.introduced

    def _lost_some(self, one: Conversation) -> bool:
        before = self._loaded.get(one.participant)
        kept = {session.id for session in one.sessions}
        return before is None or any(s.id not in kept for s in before.conversation.sessions)

    def _unmoved(self, participant: str, position: int, session: Session) -> bool:
        """Tell whether the very session that was loaded is still where it was."""
        before = self._loaded.get(participant)
        if before is None or position >= len(before.places):
            return False
        return before.conversation.sessions[position] is session and before.places[position] == position


@prepared
def _loading(connection: Connection) -> Select[Any]:
    """Return the query of participants with their open sessions, in their order."""
    batch = _WHO.rows(connection)
    p, s = _people.c, _sessions.c
    open_ones = and_(s.participant_id == p.id, s.position.is_not(None))
    return (
        select(
            p.id, p.language, p.introduced_at, p.stopped_at, p.last_seen_at, p.attended_at, s.data, s.position
        )
        .select_from(batch.join(_people, batch.c.id == p.id).outerjoin(_sessions, open_ones))
        .order_by(p.id, s.position)
    )


@prepared
def _standing(connection: Connection) -> Executable:
    """Return the statement that keeps since when things have been so."""
    now = bindparam("now", type_=Moment)
    batch = _STANDING.rows(connection)
    values = {
        "language": batch.c.language,
        "introduced_at": case((batch.c.introduced, func.coalesce(_people.c.introduced_at, now))),
        "stopped_at": case((batch.c.stopped, func.coalesce(_people.c.stopped_at, now))),
        "last_seen_at": case((batch.c.seen, now), else_=_people.c.last_seen_at),
    }
    return update(_people).where(_people.c.id == batch.c.id).values(values)


@prepared
def _ending(connection: Connection) -> Executable:
    """Return the statement that says how sessions ended."""
    batch = _ENDED.rows(connection)
    ended = {"state": batch.c.state, "position": null()}
    return update(_sessions).where(_sessions.c.id == batch.c.id).values(ended)


@prepared
def _closing(connection: Connection) -> Executable:
    """Return the statement that closes the sessions a batch does not name."""
    theirs, kept = (_KEPT.rows(connection, name) for name in ("theirs", "kept"))
    statement = update(_sessions).values(position=null())
    return statement.where(
        _sessions.c.position.is_not(None),
        _sessions.c.participant_id.in_(select(theirs.c.participant_id)),
        _sessions.c.id.not_in(select(kept.c.id)),
    )


@prepared
def _placing(connection: Connection) -> Insert:
    """Return the statement that writes the sessions of participants who are still there."""
    batch = _PLACES.each(connection)
    here = select(literal_column("1")).where(_people.c.id == batch.c.participant_id).exists()
    statement = insert_each(_PLACES, connection, here)
    set_ = {name: statement.excluded[name] for name in ("version", "state", "position", "data", "touched_at")}
    return statement.on_conflict_do_update(index_elements=["id"], set_=set_)


def _read(rows: Sequence[Any], hint: str) -> _Loaded:
    first = rows[0]
    placed = [row for row in rows if row.data is not None]
    one = Conversation(
        participant=first.id,
        language=first.language or hint,
        introduced=first.introduced_at is not None,
        stopped=first.stopped_at is not None,
        sessions=tuple(from_json(row.data) for row in placed),
        attended=first.attended_at,
    )
    return _Loaded(one, tuple(row.position for row in placed), first.last_seen_at)


def _standing_of(one: Conversation) -> tuple[str, bool, bool]:
    return one.language, one.introduced, one.stopped


def _place(session: Session, participant: str, position: int, now: datetime) -> _Place:
    """Return the row of a session; one that has ended keeps its row, without a position."""
    standing = position if session.state in ("open", "paused") else None
    return _Place(
        session.id, participant, session.dialogue, session.version, session.state, standing,
        to_json(session), now,
    )  # fmt: skip
