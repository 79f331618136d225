"""How long is what kept (norms §1)? Texts are emptied, then people who are silent are forgotten, batch by batch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, Table, func, select, update

from storage import models
from storage.erasure import Proof, erase
from storage.models.base import table

#: Days that the raw text of a message is kept.
TEXT = 90

#: Days after which a participant who said nothing is forgotten: 24 months.
SILENCE = 730

#: Rows that one batch looks at: a few milliseconds, so that turns hardly wait.
ROWS = 1_000

#: Participants that one batch forgets; each costs some ten statements.
PEOPLE = 50

_inbound = table(models.Inbound)
_outbox = table(models.Outbound)
_people = table(models.Participant)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a purge has come: the last ids that were looked at, and how many texts were emptied."""

    inbound: int = 0
    outbox: int = 0
    emptied: int = 0
    #: nothing older is left
    over: bool = False


class Retention:
    """What is too old goes; every method does one batch, to be called again in a new transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def purge(self, now: datetime, progress: Progress, days: int = TEXT) -> Progress:
        """Empty one batch of messages older than `days`; those still to be handled or sent stay whole.

        That they came and went is kept, so that a repeated one is known. Walks by id: no index serves it.
        """
        before = now - timedelta(days=days)
        came = self._walk(_inbound, _inbound.c.received_at, progress.inbound, before)
        went = self._walk(_outbox, _outbox.c.created_at, progress.outbox, before)
        emptied = self._empty_inbound(progress.inbound, came, before) if came else 0
        emptied += self._empty_outbox(progress.outbox, went, before) if went else 0
        return Progress(
            came or progress.inbound,
            went or progress.outbox,
            progress.emptied + emptied,
            over=not (came or went),
        )

    def forget(self, now: datetime, proof: Proof, days: int = SILENCE) -> int:
        """Erase a batch of participants who were silent for `days`, with a proof; return how many, 0 at the end."""
        silent = (
            select(_people.c.id)
            .where(_people.c.last_seen_at < now - timedelta(days=days))
            .order_by(_people.c.id)
            .limit(PEOPLE)
            # whoever takes a turn right now is silent no more
            .with_for_update(skip_locked=True)
        )
        found = self._connection.execute(silent).scalars().all()
        for participant in found:
            erase(self._connection, participant, now, proof)
        return len(found)

    def _walk(self, rows: Table, time: Column[datetime], after: int, before: datetime) -> int | None:
        """Return the last id of the next batch; None when nothing in it is old enough."""
        look = select(rows.c.id, time.label("time")).where(rows.c.id > after).order_by(rows.c.id).limit(ROWS)
        batch = look.subquery()
        last, oldest = self._connection.execute(select(func.max(batch.c.id), func.min(batch.c.time))).one()
        return last if oldest is not None and oldest < before else None

    def _empty_inbound(self, after: int, until: int, before: datetime) -> int:
        c = _inbound.c
        old = (c.id > after, c.id <= until, c.received_at < before, c.status != "pending", c.payload != {})
        return self._connection.execute(update(_inbound).where(*old).values(payload={}, error=None)).rowcount

    def _empty_outbox(self, after: int, until: int, before: datetime) -> int:
        c = _outbox.c
        settled = c.status.not_in(("waiting", "sending"))
        old = (c.id > after, c.id <= until, c.created_at < before, settled, c.content != {})
        return self._connection.execute(update(_outbox).where(*old).values(content={}, error=None)).rowcount
