"""Which files are to be fetched, which are kept, and which must go?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from storage import models
from storage.batch import Batch, among, insert_each, prepared
from storage.models.base import spelt, table

_media = table(models.Medium)
_answers = table(models.Answer)
_ideas = table(models.Idea)
_versions = table(models.IdeaVersion)
c = _media.c
_ADDED = Batch(
    c.inbound_id, c.n, c.participant_id, c.channel, c.reference, c.status, c.due_at, c.attempt, c.created_at
)

#: what a report may leave unsaid
_SAID = ("status", "due_at", "digest", "media_type", "size")
_TRIED = Batch(c.id, c.attempt, *(c[name] for name in _SAID), c.error_code)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came with a message, known by its provider's name only."""

    inbound_id: int
    n: int
    participant_id: str
    channel: str
    reference: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to fetch now; `attempt` proves later that this is still who may report."""

    id: int
    channel: str
    reference: str
    attempt: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one try to fetch a file; what is None stays as it is, but for the code, which is the last try's."""

    id: int
    attempt: int
    status: Literal["kept", "failed"] | None = None
    due_at: datetime | None = None
    digest: str | None = None
    media_type: str | None = None
    size: int | None = None
    error_code: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is kept: its name is made of these."""

    id: int
    digest: str
    media_type: str


class Media:
    """Files of messages; what is kept of them lies in a folder, this knows which."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[Arrived], now: datetime) -> int:
        """Let files wait to be fetched; one that is known stays as it is. Return how many are new."""
        given = {"status": "waiting", "due_at": now, "attempt": 0, "created_at": now}
        return _ADDED.put(self._connection, _adding(self._connection), rows, given)

    def pending(self, now: datetime) -> set[str]:
        """Return what there is now: "waiting" when something can be fetched, "gone" when something must be removed."""
        return set(self._connection.execute(_pending(self._connection), {"now": now}).scalars())

    def claim(self, limit: int, now: datetime, until: datetime) -> list[Wanted]:
        """Return due files, the oldest first; nobody else gets them before `until`, also when this process dies."""
        rows = self._connection.execute(
            _claiming(self._connection), {"now": now, "until": until, "most": limit}
        )
        return sorted((Wanted(*row) for row in rows), key=lambda wanted: wanted.id)

    def report(self, rows: Sequence[Tried]) -> set[int]:
        """Record tries; return the ids of those that count: the person is still there, no other process was quicker."""
        return {row.id for row in _TRIED.write(self._connection, _reporting(self._connection), rows)}

    def find(self, reference: str) -> Kept | None:
        """Return the file that an answer or an idea names; None when it is not kept."""
        query = select(c.id, c.digest, c.media_type).where(
            c.reference == reference, c.status == spelt("kept")
        )
        row = self._connection.execute(query.order_by(c.id).limit(1)).first()
        return Kept(*row) if row else None

    def expire(self, before: datetime, limit: int) -> int:
        """Let go of a batch of files older than this that illustrate no answer and no idea; return how many."""
        old = select(c.id).where(c.created_at < before, c.status.in_(("kept", "failed")), ~_illustrates())
        statement = update(_media).where(among(c.id, old.limit(limit), self._connection))
        return self._connection.execute(statement.values(status="gone")).rowcount

    def gone(self, limit: int) -> list[Kept]:
        """Return rows whose file, if there is one (`digest`), must be removed."""
        query = select(c.id, func.coalesce(c.digest, ""), func.coalesce(c.media_type, ""))
        rows = self._connection.execute(query.where(c.status == spelt("gone")).order_by(c.id).limit(limit))
        return [Kept(*row) for row in rows]

    def forget(self, ids: Sequence[int]) -> None:
        """Delete rows whose file was removed."""
        self._connection.execute(delete(_media).where(c.id.in_(ids), c.status == spelt("gone")))

    def known(self, ids: Sequence[int]) -> dict[int, str]:
        """Return the digests of those of these rows whose file must stay."""
        query = select(c.id, c.digest).where(c.id.in_(ids), c.status == spelt("kept"))
        return {row.id: row.digest for row in self._connection.execute(query)}


@prepared
def _adding(connection: Connection) -> Any:
    return insert_each(_ADDED, connection).on_conflict_do_nothing(index_elements=["inbound_id", "n"])


@prepared
def _pending(_connection: Connection) -> CompoundSelect[Any]:
    """Find out whether something is due, and whether something must go."""
    waits = (c.status == spelt("waiting"), c.due_at <= bindparam("now", type_=c.due_at.type))
    due: Select[Any] = select(literal_column("'waiting'").label("what")).where(*waits).limit(spelt(1))
    gone: Select[Any] = (
        select(literal_column("'gone'").label("what")).where(c.status == spelt("gone")).limit(spelt(1))
    )
    return union_all(*(select(part.subquery()) for part in (due, gone)))


@prepared
def _claiming(connection: Connection) -> ReturningUpdate[Any]:
    """Take due files, the oldest first, that no other transaction takes."""
    waits = (c.status == spelt("waiting"), c.due_at <= bindparam("now", type_=c.due_at.type))
    due = select(c.id).where(*waits).order_by(c.due_at, c.id).limit(bindparam("most"))
    mark = update(_media).where(among(c.id, due.with_for_update(skip_locked=True), connection))
    taken = {"attempt": c.attempt + 1, "due_at": bindparam("until", type_=c.due_at.type)}
    return mark.values(taken).returning(c.id, c.channel, c.reference, c.attempt, c.created_at)


@prepared
def _reporting(connection: Connection) -> ReturningUpdate[Any]:
    """Write what became of files that are still these attempts'."""
    batch = _TRIED.rows(connection)
    said = {name: func.coalesce(batch.c[name], c[name]) for name in _SAID}
    mine = (c.id == batch.c.id, c.attempt == batch.c.attempt, c.status == spelt("waiting"))
    return update(_media).where(*mine).values({**said, "error_code": batch.c.error_code}).returning(c.id)


def release(connection: Connection, participant: str) -> None:
    """Let go of every file of a participant who is erased; whoever keeps the folder removes them."""
    values = {"status": "gone", "participant_id": "", "reference": ""}
    connection.execute(update(_media).where(c.participant_id == participant).values(values))


def _illustrates() -> ColumnElement[bool]:
    """Return whether an answer or an idea of its participant names the file; both are JSON, which holds it as it is."""
    answered = select(_answers.c.id).where(
        _answers.c.participant_id == c.participant_id, _names(_answers.c.value)
    )
    mine = and_(_ideas.c.id == _versions.c.idea_id, _ideas.c.participant_id == c.participant_id)
    proposed = (
        select(_versions.c.idea_id)
        .select_from(_versions)
        .join(_ideas, mine)
        .where(_names(_versions.c.photos))
    )
    return or_(answered.correlate(_media).exists(), proposed.correlate(_media).exists())


def _names(document: ColumnElement[Any]) -> ColumnElement[bool]:
    text = func.coalesce(type_coerce(document, Text), "")
    return func.replace(text, c.reference, "") != text
