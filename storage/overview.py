"""What waits, and how are ideas spread? Each answer costs as much as what it shows, not as what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from storage import models
from storage.models.base import table
from storage.statements import outbox as statements

#: what is counted up to: more is "more than"
MOST = 1_000

#: latest ideas whose places are looked at
PLACES = 200

_ideas = table(models.Idea)
_versions = table(models.IdeaVersion)
_counters = table(models.Counter)
_people = table(models.Participant)
_misunderstood = table(models.Misunderstood)
i = _ideas.c


@dataclass(frozen=True, slots=True)
class Spot:
    """An idea with a point on the map."""

    reference: str
    title: str
    latitude: float
    longitude: float


class Overview:
    """Figures of a whole town."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unread(self, states: Sequence[str]) -> int:
        """Return how many ideas are in these states, up to MOST."""
        return self._up_to(select(i.id).where(i.state.in_(states)))

    def assigned(self, to: str) -> int:
        """Return how many ideas an organisation looks after, up to MOST."""
        return self._up_to(select(i.id).where(i.assigned_to == to))

    def lost(self) -> int:
        """Return how many messages did not arrive, up to MOST."""
        return self._up_to(select(statements.c.id).where(statements.lost()))

    def misunderstood(self) -> int:
        """Return how many texts nobody understood are kept, up to MOST."""
        return self._up_to(select(_misunderstood.c.id))

    def ideas_since(self, since: datetime) -> int:
        """Return how many ideas were handed in since then."""
        query = select(func.count()).select_from(_ideas).where(i.created_at >= since)
        return int(self._connection.execute(query).scalar_one())

    def people_since(self, since: datetime) -> int:
        """Return how many people came since then: their ids hold the time."""
        first = f"{int(since.timestamp() * 1000):012x}"
        query = select(func.count()).select_from(_people).where(_people.c.id >= first)
        return int(self._connection.execute(query).scalar_one())

    def mark(self) -> tuple[int, datetime | None]:
        """Return what differs once an idea was handed in, or changed by staff."""
        given = select(_counters.c.value).where(_counters.c.name == "ideas").scalar_subquery()
        changed = select(func.max(i.changed_at)).where(i.changed_at.is_not(None)).scalar_subquery()
        count, last = self._connection.execute(select(func.coalesce(given, 0), changed)).one()
        return int(count), last

    def spread(self, since: datetime) -> list[tuple[str, str, int]]:
        """Return (theme, district, how many ideas) since then, in one pass; "" for none."""
        query = select(i.theme, i.district, func.count().label("n")).where(i.created_at >= since)
        rows = self._connection.execute(query.group_by(i.theme, i.district))
        return [(row.theme or "", row.district or "", int(row.n)) for row in rows]

    def spots(self) -> list[Spot]:
        """Return the points of the latest ideas that have one."""
        v = _versions.c
        latest = select(i.id, i.reference).order_by(i.created_at.desc()).limit(PLACES).subquery("latest")
        n = select(func.max(v.n)).where(v.idea_id == latest.c.id).correlate(latest).scalar_subquery()
        words = and_(v.idea_id == latest.c.id, v.n == n)
        query = select(latest.c.reference, v.title, v.place).select_from(latest.join(_versions, words))
        return [
            Spot(row.reference, row.title, row.place["latitude"], row.place["longitude"])
            for row in self._connection.execute(query.where(v.place.is_not(None)))
            if _is_point(row.place)
        ]

    def _up_to(self, query: Select[Any]) -> int:
        few = query.limit(MOST).subquery("few")
        return int(self._connection.execute(select(func.count()).select_from(few)).scalar_one())


def _is_point(place: Mapping[str, Any]) -> bool:
    return isinstance(place.get("latitude"), int | float) and isinstance(place.get("longitude"), int | float)
