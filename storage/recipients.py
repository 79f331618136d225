"""How do recipients move: planned, in the outbox or in front of their question, sent, or given up?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from storage import models
from storage.batch import Batch, among
from storage.broadcast import Broadcast, Variant
from storage.inbound import START
from storage.models.base import encode, spelt, table
from storage.outbound import BROADCAST
from storage.readiness import Ready, is_in
from storage.segments.compiling import ONE
from storage.statements import recipients as statements

_recipients = table(models.Recipient)
_outbox = table(models.Outbound)
_inbound = table(models.Inbound)
r = _recipients.c
_VARIANTS = Batch(r.language, r.introduced, _outbox.c.content)


class Recipients:
    """Recipients of broadcasts; every change of state is one transaction with what it causes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def post(
        self, broadcast: Broadcast, variants: Sequence[Variant], wave: int, limit: int, now: datetime
    ) -> int:
        """Put an announcement into the outbox for up to `limit` planned recipients; return how many."""
        planned = self._first(broadcast, wave, limit)
        self._put(planned, variants, now)
        values = {"state": "waiting", "changed_at": now}
        return self._connection.execute(update(_recipients).where(*planned).values(values)).rowcount

    def post_all(self, broadcast: Broadcast, variants: Sequence[Variant], now: datetime) -> None:
        """Put an announcement into the outbox for all who wait already: in the transaction that planned them so."""
        self._put((r.broadcast_id == broadcast.id, is_in("waiting")), variants, now)

    def _put(self, whose: Sequence[ColumnElement[bool]], variants: Sequence[Variant], now: datetime) -> None:
        variant = _VARIANTS.rows(self._connection)
        same = and_(variant.c.language == r.language, variant.c.introduced == r.introduced)
        given = {
            "n": 0, "priority": BROADCAST, "status": "waiting", "attempt": 0, "skip": 0, "due_at": now,
            "created_at": now,
        }  # fmt: skip
        taken = (r.id, r.participant_id, r.channel, r.address, r.language, variant.c.content)
        rest = [literal(value, _outbox.c[name].type) for name, value in given.items()]
        rows = select(*taken, *rest).select_from(_recipients.join(variant, same)).where(*whose)
        names = ["recipient_id", "participant_id", "channel", "address", "language", "content", *given]
        statement = insert(_outbox).from_select(names, rows.order_by(r.id)).on_conflict_do_nothing()
        _VARIANTS.run(self._connection, statement, [(v.language, v.introduced, v.content) for v in variants])

    def start(self, broadcast: Broadcast, wave: int, limit: int, now: datetime, ready: Ready) -> int:
        """Have a dialogue started with up to `limit` planned recipients who are ready; return how many."""
        mine = {"broadcast": broadcast.id, "wave": wave, "limit": limit}
        query = statements.choosing(self._connection)
        chosen = list(self._connection.execute(query, mine | ready.parameters()).scalars())
        if chosen:
            values = {"ids": chosen, "now": now, "prefix": f"{START}:{broadcast.id}:"}
            start = statements.starting(self._connection)
            self._connection.execute(start, values | _start_of(broadcast.dialogue or ""))
            self.set([(id, "waiting", "") for id in chosen], now)
        return len(chosen)

    def settle(self, now: datetime, busy: Collection[str] = ()) -> int:
        """Record what became of those whose messages left or were given up; return how many.

        Senders see to that (`settle_of`), so that nobody is looked for on channels that are busy: who is left there waits
        for a quiet moment.
        """
        values = {"now": now, "busy": list(busy)}
        return self._connection.execute(statements.settling(self._connection), values).rowcount

    def settle_of(self, messages: Sequence[int], now: datetime) -> None:
        """Record what became of those whom these messages are for."""
        rows = [(message,) for message in messages]
        statements.MESSAGES.run(self._connection, statements.settling_of(self._connection), rows, now=now)

    def withdraw(self, broadcast: Broadcast, now: datetime) -> int:
        """Take back what has not begun to leave: those recipients are planned again; return how many.

        Who is about to be asked a question is left to that turn, which sees that the broadcast does not go.
        """
        mine = select(r.id).where(r.broadcast_id == broadcast.id, is_in("waiting"))
        o = _outbox.c
        unsent = (
            # by their keys: PostgreSQL, which has not counted tables that just grew, would go through all for each
            among(o.recipient_id, mine, self._connection),
            o.status == spelt("waiting"),
            o.attempt == 0,
            o.inbound_id.is_(None),
        )
        gone = self._connection.execute(delete(_outbox).where(*unsent).returning(o.recipient_id)).scalars()
        self.set([(id, "planned", "") for id in gone if id is not None], now)
        return self._connection.execute(
            select(func.count())
            .select_from(_recipients)
            .where(r.broadcast_id == broadcast.id, is_in("planned"))
        ).scalar_one()

    def give_up(self, broadcast: Broadcast, state: str, cause: str, now: datetime) -> int:
        """Give up on those who are still planned; return how many."""
        planned = (r.broadcast_id == broadcast.id, is_in("planned"))
        values = {"state": state, "cause": cause, "changed_at": now}
        return self._connection.execute(update(_recipients).where(*planned).values(values)).rowcount

    def lose(self, broadcast: Broadcast, now: datetime) -> int:
        """Give up on those whose turn never came to anything: nothing of theirs is in the outbox."""
        o = _outbox.c
        none = ~select(ONE).where(o.recipient_id == r.id).correlate(_recipients).exists()
        waiting = (r.broadcast_id == broadcast.id, is_in("waiting"), none)
        values = {"state": "expired", "cause": "", "changed_at": now}
        return self._connection.execute(update(_recipients).where(*waiting).values(values)).rowcount

    def set(self, fates: Sequence[tuple[int, str, str]], now: datetime) -> None:
        """Give recipients another state and cause."""
        statements.FATES.run(self._connection, statements.setting(self._connection), fates, now=now)

    def wait_again(self, messages: Sequence[int], now: datetime) -> None:
        """Let recipients wait whose messages do: what becomes of them is settled anew."""
        o = _outbox.c
        batch = statements.MESSAGES.rows(self._connection)
        whose = select(o.recipient_id).join(batch, batch.c.id == o.id)
        lost = (r.id.in_(whose), r.state.in_(("failed", "uncertain", "expired")))
        statement = update(_recipients).where(*lost).values(state="waiting", cause="", changed_at=now)
        statements.MESSAGES.run(self._connection, statement, [(message,) for message in messages])

    def unstart(self, messages: Sequence[int]) -> None:
        """Forget starts that came at the wrong time, so that they can come again."""
        self._connection.execute(delete(_inbound).where(_inbound.c.id.in_(list(messages))))

    def time_out(self, dialogues: Sequence[str], before: datetime, now: datetime, limit: int) -> int:
        """Tell the sessions of these dialogues that waited since before this time that it is over; return how many.

        By the channel that the person was last asked on, once for each session.
        """
        values = {"dialogues": list(dialogues), "before": before, "now": now, "limit": limit}
        return self._connection.execute(statements.timing_out(self._connection), values).rowcount

    def _first(self, broadcast: Broadcast, wave: int, limit: int) -> tuple[ColumnElement[bool], ...]:
        """Return the condition on the first planned recipients, by a bound: thousands of ids cost seconds.

        Nobody changes them meanwhile: who releases holds the broadcast.
        """
        mine = (
            r.broadcast_id == broadcast.id,
            is_in("planned"),
            r.wave <= wave,
            r.participant_id != spelt(""),
        )
        first = select(r.id).where(*mine).order_by(r.id).limit(limit).subquery("first")
        last = self._connection.execute(select(func.max(first.c.id))).scalar_one_or_none()
        return (*mine, r.id <= (last or 0))


def _start_of(dialogue: str) -> dict[str, str]:
    """Return the payload of a start, before and after the recipient's number: what dialogue, for whom."""
    head, tail = encode({"event": "start", "detail": dialogue, "text": "|"}).split("|")
    return {"head": head, "tail": tail}
