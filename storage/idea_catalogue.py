"""Which ideas does staff look for? Filtered, in an order, by pages that begin where the last one ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select

from dialogues.reading.fold import fold
from storage import models
from storage.ideas import Idea, latest, read_idea
from storage.models.base import table

_ideas = table(models.Idea)
_versions = table(models.IdeaVersion)
c = _ideas.c

Order = Literal["newest", "oldest", "changed"]

#: words of a search that count: more would say nothing new
WORDS = 12

_FRENCH: ColumnElement[Any] = literal_column("'french'::regconfig")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; what is empty does not count."""

    words: str = ""
    states: Sequence[str] = ()
    theme: str = ""
    district: str = ""
    #: id of a consultation
    consultation: str = ""
    assigned_to: str = ""
    #: only those that nobody looks after
    unassigned: bool = False
    language: str = ""
    since: datetime | None = None
    #: before this
    until: datetime | None = None
    #: only these references; None: any
    references: Sequence[str] | None = None

    @property
    def said(self) -> list[str]:
        """The words that are looked for, as they are kept; signs alone are none."""
        return fold(self.words).split()[:WORDS]


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a page ends: the last idea of it."""

    number: int
    changed_at: datetime | None = None


class IdeaCatalogue:
    """All ideas but drafts, as staff look through them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self,
        wanted: Filter,
        order: Order = "newest",
        limit: int = 50,
        edge: Edge | None = None,
        back: bool = False,
    ) -> list[Idea]:
        """Return the ideas after an edge (`back`: those before it), in order; `changed` leaves out what staff never changed."""
        rising = (order == "oldest") != back
        # which ones first, then their words: joined at once, PostgreSQL reads every version
        query = self._ids(wanted)
        if order == "changed":
            query = query.where(c.changed_at.is_not(None)).order_by(
                *_sorted((c.changed_at, c.number), rising)
            )
        else:
            query = query.order_by(*_sorted((c.number,), rising))
        if edge is not None:
            query = query.where(_beyond(order, edge, rising))
        ids = list(self._connection.execute(query.limit(limit)).scalars())
        rows = self._connection.execute(latest().where(c.id.in_(ids))) if ids else ()
        found = {idea.id: idea for idea in map(read_idea, rows)}
        return [found[id] for id in (reversed(ids) if back else ids)]

    def count(self, wanted: Filter, most: int = 1_000) -> int:
        """Return how many there are, `most` + 1 for more than that: nothing is counted further."""
        few = self._ids(wanted).limit(most + 1).subquery()
        return int(self._connection.execute(select(func.count()).select_from(few)).scalar_one())

    def assignees(self) -> list[str]:
        """Return the names that ideas are assigned to, in order."""
        query = select(c.assigned_to).where(c.assigned_to.is_not(None)).distinct().order_by(c.assigned_to)
        return [str(name) for name in self._connection.execute(query).scalars()]

    def waiting(self, states: Sequence[str], most: int = 1_000) -> tuple[int, datetime | None]:
        """Return how many ideas are in these states (`most` + 1 for more), and since when the oldest is."""
        first = select(c.created_at).where(c.state.in_(states)).order_by(c.number).limit(1)
        oldest = self._connection.execute(first).scalar()
        return self.count(Filter(states=states), most), oldest

    def _ids(self, wanted: Filter) -> Select[Any]:
        query = select(c.id).where(*self._conditions(wanted))
        if wanted.said:
            query = query.join(_versions, _versions.c.idea_id == c.id).where(_is_latest())
        return query

    def _conditions(self, wanted: Filter) -> list[ColumnElement[bool]]:
        found = [c.state != "draft", *_chosen(wanted), *_dated(wanted)]
        if said := wanted.said:
            found.append(self._says(said))
        return found

    def _says(self, said: Sequence[str]) -> ColumnElement[bool]:
        """Return whether an idea says all the words, as they begin: an index finds them on PostgreSQL, SQLite reads on."""
        if self._connection.dialect.name == "sqlite":
            return and_(*((" " + _versions.c.folded).contains(f" {word}", autoescape=True) for word in said))
        asked = " & ".join(f"'{word}':*" for word in said)
        known = func.to_tsvector(_FRENCH, _versions.c.folded)
        return known.bool_op("@@")(func.to_tsquery(_FRENCH, asked))


def _chosen(wanted: Filter) -> list[ColumnElement[bool]]:
    same = (
        (c.theme, wanted.theme), (c.district, wanted.district), (c.consultation_id, wanted.consultation),
        (c.assigned_to, wanted.assigned_to), (c.language, wanted.language),
    )  # fmt: skip
    found = [column == value for column, value in same if value]
    if wanted.states:
        found.append(c.state.in_(wanted.states))
    if wanted.unassigned:
        found.append(c.assigned_to.is_(None))
    if wanted.references is not None:
        found.append(c.reference.in_(wanted.references))
    return found


def _dated(wanted: Filter) -> list[ColumnElement[bool]]:
    found = [c.created_at >= wanted.since] if wanted.since else []
    return [*found, c.created_at < wanted.until] if wanted.until else found


def _sorted(columns: Sequence[ColumnElement[Any]], rising: bool) -> list[ColumnElement[Any]]:
    return [column.asc() if rising else column.desc() for column in columns]


def _beyond(order: Order, edge: Edge, rising: bool) -> ColumnElement[bool]:
    if order != "changed" or edge.changed_at is None:
        return c.number > edge.number if rising else c.number < edge.number
    at = edge.changed_at
    further = c.changed_at > at if rising else c.changed_at < at
    number = c.number > edge.number if rising else c.number < edge.number
    return or_(further, and_(c.changed_at == at, number))


def _is_latest() -> ColumnElement[bool]:
    """Return whether a version is the last of its idea, asked of those that were found only."""
    other = _versions.alias("other")
    n = select(func.max(other.c.n)).where(other.c.idea_id == _versions.c.idea_id).correlate(_versions)
    return _versions.c.n == n.scalar_subquery()
