"""What was proposed, and in which words?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Executable, Select, and_, bindparam, func, select, update

from dialogues.inputs import Json
from dialogues.reading.fold import fold
from storage import models
from storage.batch import Batch, as_row, insert_batch, insert_each, prepared
from storage.models.base import table

#: states of ideas that others may see
SHOWN = ("submitted", "published", "studied", "planned", "done", "declined")

_ideas = table(models.Idea)
_versions = table(models.IdeaVersion)
_counters = table(models.Counter)
_ADDED = Batch(*_ideas.c)
_WORDS = Batch(*_versions.c)
_COUNTED = Batch(*_counters.c)
_AUTHORS = Batch(_ideas.c.participant_id)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an idea at one time."""

    title: str
    solution: str
    problem: str
    benefit: str
    at: datetime
    place: Json = None
    photos: Sequence[str] = ()
    #: 1 is the first version
    n: int = 1


@dataclass(frozen=True, slots=True)
class Idea:
    """A three-part proposal and its latest words."""

    id: str
    number: int
    #: what its author quotes
    reference: str
    #: null once its author was erased
    participant_id: str | None
    words: Words
    created_at: datetime
    state: str = "submitted"
    consultation_id: str | None = None
    theme: str | None = None
    #: what its author spoke
    language: str | None = None
    #: slug of a district
    district: str | None = None
    #: name of a service or an organisation
    assigned_to: str | None = None
    #: id of the idea that it became part of
    merged_into: str | None = None
    #: changes by staff
    revision: int = 0
    changed_at: datetime | None = None


class Ideas:
    """Ideas, numbered without holes that matter, with the history of their words."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self, count: int = 1) -> int:
        """Return the first of `count` numbers nobody else gets; others wait until this transaction ends."""
        rows = _COUNTED.run(self._connection, _counting(self._connection), [("ideas", count)])
        return int(rows[0].value) - count + 1

    def add(self, ideas: Sequence[Idea]) -> None:
        """Store ideas with their first words."""
        _ADDED.put(self._connection, _adding(self._connection), ideas)
        self._write([_version(idea.id, idea.words) for idea in ideas])

    def add_version(self, idea: str, words: Words) -> int:
        """Store new words of an idea; return the number of the version."""
        query = select(func.max(_versions.c.n)).where(_versions.c.idea_id == idea)
        n = (self._connection.execute(query).scalar() or 0) + 1
        self._write([_version(idea, words, n)])
        return n

    def of_participant(self, participant: str) -> list[Idea]:
        """Return a participant's ideas, oldest first."""
        return self.of_participants([participant]).get(participant, [])

    def of_participants(self, participants: Sequence[str]) -> dict[str, list[Idea]]:
        """Return the ideas of participants, oldest first; who has none is left out."""
        people = [(person,) for person in sorted(set(participants))]
        found: dict[str, list[Idea]] = {}
        for row in _AUTHORS.run(self._connection, _theirs(self._connection), people):
            found.setdefault(row.participant_id, []).append(read_idea(row))
        return found

    def recent(self, limit: int, states: Sequence[str] = SHOWN, after: int = 0) -> list[Idea]:
        """Return the latest ideas in these states, newest first; those numbered `after` and before are left out."""
        given = {"states": list(states), "after": after, "most": limit}
        return self._find(_latest_of(self._connection), given)

    def shown(self, limit: int) -> set[int]:
        """Return the numbers of the latest ideas that others may see."""
        query = select(_ideas.c.number).where(_ideas.c.state.in_(SHOWN))
        rows = self._connection.execute(query.order_by(_ideas.c.number.desc()).limit(limit))
        return set(rows.scalars())

    def numbered(self, numbers: Sequence[int]) -> list[Idea]:
        """Return the ideas with these numbers."""
        return self._find(latest().where(_ideas.c.number.in_(numbers)))

    def reworded(self, since: datetime) -> list[Idea]:
        """Return the ideas that others may see which were given other words since then."""
        later = select(_versions.c.idea_id).where(_versions.c.n > 1, _versions.c.at >= since)
        return self._find(latest().where(_ideas.c.state.in_(SHOWN), _ideas.c.id.in_(later)))

    def by_reference(self, reference: str) -> Idea | None:
        """Return the idea a person quotes."""
        found = self._find(latest().where(_ideas.c.reference == reference))
        return found[0] if found else None

    def by_id(self, id: str) -> Idea | None:
        """Return one idea."""
        found = self._find(latest().where(_ideas.c.id == id))
        return found[0] if found else None

    def references(self, ids: Collection[str]) -> dict[str, str]:
        """Return the references of those of these ideas that there are, by id."""
        query = select(_ideas.c.id, _ideas.c.reference).where(_ideas.c.id.in_(ids))
        return {str(row.id): str(row.reference) for row in self._connection.execute(query)}

    def merged_into(self, id: str) -> list[Idea]:
        """Return the ideas that became part of one, oldest first."""
        return self._find(latest().where(_ideas.c.merged_into == id).order_by(_ideas.c.number))

    def versions(self, id: str) -> list[Words]:
        """Return the words of an idea through time, the first ones first."""
        query = select(_versions).where(_versions.c.idea_id == id).order_by(_versions.c.n)
        return [_words(row) for row in self._connection.execute(query)]

    def change(self, idea: Idea, now: datetime, **values: Any) -> bool:
        """Change an idea as staff do; False when somebody changed it since it was read: nothing is changed."""
        seen = and_(_ideas.c.id == idea.id, _ideas.c.revision == idea.revision)
        given = values | {"revision": idea.revision + 1, "changed_at": now}
        return self._connection.execute(update(_ideas).where(seen).values(given)).rowcount == 1

    def _write(self, rows: Sequence[Sequence[Any]]) -> None:
        _WORDS.run(self._connection, _wording(self._connection), rows)

    def _find(self, query: Select[Any], given: Mapping[str, Any] | None = None) -> list[Idea]:
        return [read_idea(row) for row in self._connection.execute(query, given)]


def latest() -> Select[Any]:
    """Return the query of ideas with their latest words, for `read_idea`."""
    n = select(func.max(_versions.c.n)).where(_versions.c.idea_id == _ideas.c.id)
    latest = and_(_versions.c.idea_id == _ideas.c.id, _versions.c.n == n.correlate(_ideas).scalar_subquery())
    return select(*_ideas.c, *(column for column in _versions.c if column.name != "idea_id")).join(
        _versions, latest
    )


_adding = prepared(partial(insert_each, _ADDED))
_wording = prepared(partial(insert_batch, _WORDS))


@prepared
def _counting(connection: Connection) -> Executable:
    """Give out the next numbers."""
    statement = insert_batch(_COUNTED, connection)
    total = _counters.c.value + statement.excluded.value
    counted = statement.on_conflict_do_update(index_elements=["name"], set_={"value": total})
    return counted.returning(_counters.c.value)


@prepared
def _latest_of(_connection: Connection) -> Select[Any]:
    """Find the latest ideas in some states, newest first."""
    among = _ideas.c.state.in_(bindparam("states", expanding=True))
    query = latest().where(among, _ideas.c.number > bindparam("after"))
    return query.order_by(_ideas.c.created_at.desc(), _ideas.c.number.desc()).limit(bindparam("most"))


@prepared
def _theirs(connection: Connection) -> Select[Any]:
    """Find the ideas of a batch of authors, oldest first."""
    batch = _AUTHORS.rows(connection)
    return latest().join(batch, batch.c.participant_id == _ideas.c.participant_id).order_by(_ideas.c.number)


def _version(idea: str, words: Words, n: int | None = None) -> list[Any]:
    folded = fold(f"{words.title} {words.solution} {words.problem} {words.benefit}")
    given = {"idea_id": idea, "n": n or words.n, "photos": list(words.photos), "folded": folded}
    return as_row(_WORDS, words, given)


def read_idea(row: Any) -> Idea:
    """Return the idea of a row that `latest` asked for."""
    return Idea(
        row.id, row.number, row.reference, row.participant_id, _words(row), row.created_at, row.state,
        row.consultation_id, row.theme, row.language, row.district, row.assigned_to, row.merged_into, row.revision,
        row.changed_at,
    )  # fmt: skip


def _words(row: Any) -> Words:
    return Words(
        row.title, row.solution, row.problem, row.benefit, row.at, row.place, tuple(row.photos), row.n
    )
