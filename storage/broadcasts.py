"""Which broadcasts are there, and how far have they come?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from storage import models
from storage.batch import Batch, as_row, insert_batch
from storage.broadcast import Broadcast, State, Tally
from storage.models.base import table
from storage.readiness import is_open
from storage.statements import broadcasts as statements

_broadcasts = table(models.Broadcast)
_recipients = table(models.Recipient)
_answers = table(models.Answer)
c = _broadcasts.c
_ROWS = Batch(*c)


class Broadcasts:
    """Broadcasts, by slug; whoever changes one holds it first."""

    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self._connection = connection
        self._new_id = new_id

    def add(self, broadcast: Broadcast) -> Broadcast | None:
        """Store a broadcast; None when its slug, or that time of its schedule, is taken: it is made once."""
        given = replace(broadcast, id=self._new_id())
        statement = insert_batch(_ROWS, self._connection).on_conflict_do_nothing()
        added = _ROWS.run(self._connection, statement.returning(c.id), [as_row(_ROWS, given)])
        return given if added else None

    def by_slug(self, slug: str, *, hold: bool = False) -> Broadcast | None:
        """Return one broadcast; held, nobody else changes it until the commit."""
        query = (statements.held if hold else statements.named)(self._connection)
        row = self._connection.execute(query, {"slug": slug}).first()
        return Broadcast(**row._mapping) if row else None

    def all(self, limit: int = 50) -> list[Broadcast]:
        """Return the latest broadcasts, newest first."""
        return self._find(select(_broadcasts).order_by(c.created_at.desc(), c.id.desc()).limit(limit))

    def slugs(self, limit: int) -> list[str]:
        """Return the names of the latest broadcasts, newest first."""
        query = select(c.slug).order_by(c.created_at.desc(), c.id.desc()).limit(limit)
        return list(self._connection.execute(query).scalars())

    def page(self, limit: int, before: str = "") -> list[Broadcast]:
        """Return broadcasts that are over, newest first; `before` is the id of the last one shown."""
        query = select(_broadcasts).where(c.ended_at.is_not(None)).order_by(c.id.desc()).limit(limit)
        return self._find(query.where(c.id < before) if before else query)

    def open(self, limit: int) -> list[Broadcast]:
        """Return broadcasts that are not over, those that are due first, first."""
        return self._find(
            select(_broadcasts).where(c.ended_at.is_(None)).order_by(c.due_at, c.id).limit(limit)
        )

    def between(self, first: datetime, last: datetime, limit: int) -> list[Broadcast]:
        """Return broadcasts that were, or are, due from a time on until before another, in their order."""
        query = select(_broadcasts).where(c.due_at >= first, c.due_at < last)
        return self._find(query.order_by(c.due_at, c.id).limit(limit))

    def of_schedule(self, schedule: str, limit: int) -> list[Broadcast]:
        """Return the latest broadcasts of a schedule, newest first."""
        query = select(_broadcasts).where(c.schedule == schedule)
        return self._find(query.order_by(c.id.desc()).limit(limit))

    def reminders(self, slug: str) -> list[Broadcast]:
        """Return the broadcasts that remind of one, oldest first."""
        query = select(_broadcasts).where(c.reminds == slug)
        return self._find(query.order_by(c.id).limit(20))

    def due(self, now: datetime) -> list[str]:
        """Return the slugs of those whose time has come, the oldest first."""
        return list(self._connection.execute(statements.due(self._connection), {"now": now}).scalars())

    def going(self) -> list[str]:
        """Return the slugs of those that are not over, and have recipients."""
        return list(self._connection.execute(statements.going(self._connection)).scalars())

    def change(self, broadcast: Broadcast, **values: Any) -> Broadcast:
        """Change a broadcast that is held; return it as it is now."""
        self._connection.execute(update(_broadcasts).where(c.id == broadcast.id).values(values))
        return replace(broadcast, **values)

    def tallies(self, broadcast: str) -> list[Tally]:
        """Return how many recipients share each state, cause and channel, and how many of these have it."""
        r = _recipients.c
        # all columns of the index, in its order: nothing is sorted to be counted
        parts = (r.state, r.cause, r.channel, r.delivered)
        query = select(*parts, func.count()).where(r.broadcast_id == broadcast).group_by(*parts)
        found: dict[tuple[str, str, str], list[int]] = {}
        for *kind, delivered, count in self._connection.execute(query):
            both = found.setdefault((kind[0], kind[1], kind[2]), [0, 0])
            both[0] += count
            both[1] += count if delivered else 0
        return [Tally(*kind, count, has) for kind, (count, has) in sorted(found.items())]

    def answered(self, broadcast: Broadcast) -> int:
        """Return how many recipients answered something of the survey, since it fired."""
        r, a = _recipients.c, _answers.c
        theirs = (
            a.participant_id == r.participant_id,
            a.dialogue == broadcast.dialogue,
            a.at >= broadcast.fired_at,
        )
        said = select(a.id).where(*theirs).correlate(_recipients).exists()
        query = select(func.count()).select_from(_recipients)
        sent = (r.broadcast_id == broadcast.id, r.participant_id != "", r.state == "sent")
        return int(self._connection.execute(query.where(*sent, said)).scalar_one())

    def end(self, now: datetime) -> int:
        """End those that nobody waits for any more; return how many."""
        return self._connection.execute(statements.ending(self._connection), {"now": now}).rowcount

    def ask(self, broadcast: Broadcast) -> bool:
        """Tell whether the pilot of a broadcast is through while others wait."""
        r = _recipients.c
        planned = (r.broadcast_id == broadcast.id, is_open())
        rows = self._connection.execute(select(r.wave, func.count()).where(*planned).group_by(r.wave)).all()
        waiting = {row[0]: row[1] for row in rows}
        return not waiting.get(0) and bool(waiting.get(1))

    def states(self, recipients: Sequence[int]) -> dict[int, State]:
        """Return the state of the broadcasts that these recipients still wait for."""
        values = {"recipients": list(recipients)}
        rows = self._connection.execute(statements.states(self._connection), values)
        return {row.id: row.state for row in rows}

    def dialogues(self) -> list[str]:
        """Return the dialogues that a broadcast ever opened."""
        return list(self._connection.execute(statements.dialogues(self._connection)).scalars())

    def _find(self, query: Select[Any]) -> list[Broadcast]:
        return [Broadcast(**row._mapping) for row in self._connection.execute(query)]
