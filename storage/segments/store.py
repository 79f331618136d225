"""Which segments and groups did staff keep, and who is in them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, insert_batch
from storage.models.base import table
from storage.segments.compiling import compile_condition, people
from storage.segments.condition import Condition

_segments = table(models.Segment)
_members = table(models.GroupMember)
_addresses = table(models.Address)
_SEGMENTS = Batch(*_segments.c)
_MEMBERS = Batch(*_members.c)

#: What people can be drawn by, as a column of theirs; a person without one is in no stratum.
_STRATA = {"district": people.c.district, "language": people.c.language}


class Segments:
    """Segments by their slugs, groups by their names."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, slug: str, definition: Json, now: datetime) -> None:
        """Keep a segment; the one that had the slug is replaced."""
        statement = insert_batch(_SEGMENTS, self._connection)
        changed = {name: statement.excluded[name] for name in ("definition", "changed_at")}
        statement = statement.on_conflict_do_update(index_elements=["slug"], set_=changed)
        _SEGMENTS.run(self._connection, statement, [(slug, definition, now)])

    def by_slug(self, slug: str) -> Json | None:
        """Return what a segment says, None when there is none."""
        query = select(_segments.c.definition).where(_segments.c.slug == slug)
        return self._connection.execute(query).scalar_one_or_none()

    def changed_at(self, slug: str, *, hold: bool = False) -> datetime | None:
        """Return when a segment was changed last, None when there is none; held, nobody else changes it meanwhile."""
        query = select(_segments.c.changed_at).where(_segments.c.slug == slug)
        return self._connection.execute(query.with_for_update() if hold else query).scalar_one_or_none()

    def remove(self, slug: str) -> None:
        """Forget a segment; what was sent by it has its own copy."""
        self._connection.execute(delete(_segments).where(_segments.c.slug == slug))

    def all(self) -> list[tuple[str, Json]]:
        """Return every segment, by slug."""
        query = select(_segments.c.slug, _segments.c.definition).order_by(_segments.c.slug)
        return [(row.slug, row.definition) for row in self._connection.execute(query)]

    def groups(self) -> Mapping[str, int]:
        """Return how many people each group has."""
        query = (
            select(_members.c.name, func.count().label("n"))
            .group_by(_members.c.name)
            .order_by(_members.c.name)
        )
        return {row.name: row.n for row in self._connection.execute(query)}

    def join(self, group: str, participants: Sequence[str], now: datetime) -> None:
        """Put people in a group, where they are not in it yet."""
        statement = insert_batch(_MEMBERS, self._connection).on_conflict_do_nothing(
            index_elements=["name", "participant_id"]
        )
        _MEMBERS.run(self._connection, statement, [(group, person, now) for person in participants])

    def leave(self, group: str, participants: Sequence[str]) -> None:
        """Take people out of a group."""
        theirs = (_members.c.name == group, _members.c.participant_id.in_(list(participants)))
        self._connection.execute(delete(_members).where(*theirs))

    def find(self, where: Condition, now: datetime, by: str = "") -> dict[str, str]:
        """Return who is meant, with the stratum that each is in ("": in none)."""
        if by == "channel":
            return self._by_channel(where, now)
        stratum = _STRATA.get(by, people.c.id)
        query = select(people.c.id, stratum.label("stratum")).where(compile_condition(where, now))
        rows = self._connection.execute(query.order_by(people.c.id))
        return {row.id: (row.stratum or "") if by else "" for row in rows}

    def _by_channel(self, where: Condition, now: datetime) -> dict[str, str]:
        """Return the channel that each was first met on."""
        query = (
            select(people.c.id, _addresses.c.channel)
            .join(_addresses, _addresses.c.participant_id == people.c.id)
            .where(compile_condition(where, now))
            .order_by(people.c.id, _addresses.c.created_at.desc(), _addresses.c.id.desc())
        )
        return {row.id: row.channel for row in self._connection.execute(query)}


def join_groups(connection: Connection, kept: str, gone: str) -> None:
    """Put one person into the groups of another; what both are in, they are in once."""
    theirs = select(_members.c.name).where(_members.c.participant_id == kept).scalar_subquery()
    others = (_members.c.participant_id == gone, _members.c.name.not_in(theirs))
    connection.execute(update(_members).where(*others).values(participant_id=kept))
