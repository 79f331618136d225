"""Where is each participant in their talk with the service?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

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

from dialogues.conversation import Conversation
from dialogues.session import Session, from_json, to_json
from storage import models
from storage.batch import Batch, as_row, insert_batch, prepared
from storage.models.base import Moment, table

_people = table(models.Participant)
_sessions = table(models.Session)
_WHO = Batch(_people.c.id)
_STANDING = Batch(_people.c.id, _people.c.language, Column("introduced", Boolean), Column("stopped", Boolean))
_PLACES = Batch(*_sessions.c)
_ENDED = Batch(_sessions.c.id, _sessions.c.state)
_KEPT = Batch(_sessions.c.participant_id, _sessions.c.id)

#: The language of a participant nobody knows anything of.
FIRST_LANGUAGE = "fr"


class Conversations:
    """Conversations, loaded and saved by the batch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(
        self, participants: Sequence[str], languages: Mapping[str, str] | None = None
    ) -> dict[str, Conversation]:
        """Return the conversations; `languages` are the hints for participants not spoken to yet."""
        rows = _WHO.run(self._connection, _loading(self._connection), [(person,) for person in participants])
        hints = languages or {}
        return {
            who: _conversation(list(parts), hints.get(who, FIRST_LANGUAGE))
            for who, parts in groupby(rows, key=lambda row: str(row.id))
        }

    def save(
        self, changed: Sequence[Conversation], now: datetime, ended: Mapping[str, str] | None = None
    ) -> None:
        """Write conversations back; `ended` says how sessions ended that are no longer in them.

        A participant who was erased in the meantime stays erased.
        """
        self._save_standing(changed, now)
        self._end(ended or {})
        self._close_others(changed)
        self._save_places(changed, now)

    def _save_standing(self, changed: Sequence[Conversation], now: datetime) -> None:
        """Keep since when the participants have been introduced, or have said STOP, and when they were last seen."""
        rows = [(one.participant, one.language, one.introduced, one.stopped) for one in changed]
        _STANDING.run(self._connection, _standing(self._connection), rows, now=now)

    def _end(self, ended: Mapping[str, str]) -> None:
        batch = _ENDED.rows(self._connection)
        statement = update(_sessions).where(_sessions.c.id == batch.c.id)
        values = statement.values(state=batch.c.state, position=null())
        _ENDED.run(self._connection, values, list(ended.items()))

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
        ]
        _PLACES.run(self._connection, _placing(self._connection), rows)


@prepared
def _loading(connection: Connection) -> Select[Any]:
    """Return the query of participants with their open sessions, in their order."""
    batch = _WHO.rows(connection)
    p, s = _people.c, _sessions.c
    open_ones = and_(s.participant_id == p.id, s.position.is_not(None))
    return (
        select(p.id, p.language, p.introduced_at, p.stopped_at, s.data)
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
        "last_seen_at": now,
    }
    return update(_people).where(_people.c.id == batch.c.id).values(values)


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
def _placing(connection: Connection) -> Executable:
    """Return the statement that writes the sessions of participants who are still there."""
    batch = _PLACES.rows(connection)
    here = select(literal_column("1")).where(_people.c.id == batch.c.participant_id).exists()
    statement = insert_batch(_PLACES, connection, here)
    set_ = {name: statement.excluded[name] for name in ("version", "state", "position", "data", "touched_at")}
    return statement.on_conflict_do_update(index_elements=["id"], set_=set_)


def _conversation(rows: Sequence[Any], hint: str) -> Conversation:
    first = rows[0]
    return Conversation(
        participant=first.id,
        language=first.language or hint,
        introduced=first.introduced_at is not None,
        stopped=first.stopped_at is not None,
        sessions=tuple(from_json(row.data) for row in rows if row.data is not None),
    )


def _place(session: Session, participant: str, position: int, now: datetime) -> list[Any]:
    """Return the row of a session; one that has ended keeps its row, without a position."""
    given = {
        "participant_id": participant,
        "position": position if session.state in ("open", "paused") else None,
        "data": to_json(session),
        "touched_at": now,
    }
    return as_row(_PLACES, session, given)
