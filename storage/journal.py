"""Which acts does the audit hold, the latest first, by who did what to what and when? It only reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, func, literal, select, tuple_

from dialogues.inputs import Json
from storage import models
from storage.models.base import table

_audit = table(models.Audit)
c = _audit.c


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, with its number."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Json


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts are wanted; "" and None: any."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    #: not included
    until: datetime | None = None


class Journal:
    """The audit as it is read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, wanted: Wanted, limit: int, before: tuple[datetime, int] | None = None) -> list[Entry]:
        """Return the latest acts; those that came before the one of this time and number, when given."""
        query = select(c.id, c.at, c.actor, c.action, c.subject, c.detail).where(*_meant(wanted))
        if before is not None:
            at, id = before
            query = query.where(c.at <= at, tuple_(c.at, c.id) < tuple_(*_typed(at, id)))
        rows = self._connection.execute(query.order_by(c.at.desc(), c.id.desc()).limit(limit))
        return [Entry(**row._mapping) for row in rows]

    def actors(self) -> list[str]:
        """Return who ever did something, each once."""
        return self._each(c.actor)

    def actions(self) -> list[str]:
        """Return what was ever done, each once."""
        return self._each(c.action)

    def _each(self, column: Column[str]) -> list[str]:
        """Return the values of a column by hops from one to the next: few values among very many rows."""
        hop = select(func.min(column).label("value")).cte("hop", recursive=True)
        following = select(func.min(column)).where(column > hop.c.value).scalar_subquery()
        hop = hop.union_all(select(following).where(hop.c.value.is_not(None)))
        rows = self._connection.execute(select(hop.c.value).where(hop.c.value.is_not(None)))
        return sorted(rows.scalars())


def _typed(at: datetime, id: int) -> tuple[Any, Any]:
    """Return a key as the columns' own types write it."""
    return literal(at, c.at.type), literal(id, c.id.type)


def _meant(wanted: Wanted) -> list[ColumnElement[bool]]:
    named = {"actor": wanted.actor, "action": wanted.action, "subject": wanted.subject}
    found: list[ColumnElement[bool]] = [c[name] == value for name, value in named.items() if value]
    if wanted.since is not None:
        found.append(c.at >= wanted.since)
    if wanted.until is not None:
        found.append(c.at < wanted.until)
    return found
