"""What did each version of a dialogue say? A session finishes on the version it began with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select, tuple_

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, insert_batch
from storage.models.base import table

_definitions = table(models.Definition)
_sessions = table(models.Session)
c = _definitions.c
_ADDED = Batch(*c)


@dataclass(frozen=True, slots=True)
class Definition:
    """One published version of a dialogue."""

    name: str
    version: str
    source: Json
    published_at: datetime


class Definitions:
    """Published dialogues: a version never changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def publish(self, name: str, version: str, source: Json, now: datetime) -> bool:
        """Store a version once; return whether it is new."""
        statement = insert_batch(_ADDED, self._connection).on_conflict_do_nothing(
            index_elements=["name", "version"]
        )
        rows = _ADDED.run(self._connection, statement.returning(c.version), [(name, version, source, now)])
        return bool(rows)

    def get(self, name: str, version: str) -> Definition | None:
        """Return one version."""
        return self._first(select(_definitions).where(c.name == name, c.version == version))

    def needed(self) -> list[tuple[str, Json]]:
        """Return name and source of every version that a session still stands in."""
        standing = select(_sessions.c.dialogue, _sessions.c.version).where(_sessions.c.position.is_not(None))
        query = select(c.name, c.source).where(tuple_(c.name, c.version).in_(standing))
        return [(name, source) for name, source in self._connection.execute(query)]

    def latest(self, name: str) -> Definition | None:
        """Return the version published last."""
        ordered = select(_definitions).where(c.name == name).order_by(c.published_at.desc(), c.version.desc())
        return self._first(ordered.limit(1))

    def _first(self, query: Select[Any]) -> Definition | None:
        row = self._connection.execute(query).first()
        return Definition(*row) if row else None
