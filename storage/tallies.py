"""How many messages, and answers to an idea's questions, were there on each day? Rows are counted once, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, insert_batch
from storage.models.base import table

_tallies = table(models.Tally)
_marks = table(models.TallyMark)
_inbound = table(models.Inbound)
_outbox = table(models.Outbound)
_answers = table(models.Answer)
_ADDED = Batch(*_tallies.c)
_MARKED = Batch(*_marks.c)

#: (day, kind, channel) → how many
Numbers = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose rows are counted, in the order of their ids."""

    name: str
    rows: Table
    #: when a row came to be
    at: Column[Any]
    #: what else is read of it
    columns: tuple[Column[Any], ...]


def _source(name: str, rows: Table, at: str, *columns: str) -> Source:
    return Source(name, rows, rows.c[at], tuple(rows.c[column] for column in columns))


SOURCES = (
    _source("inbound", _inbound, "received_at", "channel", "provider_id"),
    _source("outbox", _outbox, "created_at", "channel", "status", "content", "address", "language"),
    _source("answers", _answers, "at", "dialogue", "step", "replaced_at"),
)


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A row that was not counted yet."""

    id: int
    at: datetime
    values: Mapping[str, Json]


class Tallies:
    """Numbers of each day."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ahead(self, source: Source, before: datetime, limit: int) -> list[Uncounted]:
        """Return the next rows of a table, in order, up to the first that came after `before`."""
        c = source.rows.c
        mark = select(_marks.c.last).where(_marks.c.name == source.name)
        last = self._connection.execute(mark).scalar() or 0
        query = select(c.id, source.at.label("since"), *source.columns).where(c.id > last)
        found: list[Uncounted] = []
        for row in self._connection.execute(query.order_by(c.id).limit(limit)):
            if row.since >= before:
                break
            found.append(Uncounted(row.id, row.since, dict(row._mapping)))
        return found

    def add(self, source: Source, last: int, numbers: Numbers) -> None:
        """Add numbers to those of their days, and remember how far the table has been counted."""
        statement = insert_batch(_ADDED, self._connection)
        more = {"n": _tallies.c.n + statement.excluded.n}
        keys = ["day", "kind", "channel"]
        rows = [(*key, n) for key, n in sorted(numbers.items())]
        _ADDED.run(self._connection, statement.on_conflict_do_update(index_elements=keys, set_=more), rows)
        marking = insert_batch(_MARKED, self._connection)
        further = {"last": marking.excluded["last"]}
        marked = marking.on_conflict_do_update(index_elements=["name"], set_=further)
        _MARKED.run(self._connection, marked, [(source.name, last)])

    def since(self, day: str) -> Sequence[tuple[str, str, str, int]]:
        """Return (day, kind, channel, how many) from a day on."""
        query = select(*_tallies.c).where(_tallies.c.day >= day).order_by(_tallies.c.day)
        return [(row.day, row.kind, row.channel, row.n) for row in self._connection.execute(query)]
