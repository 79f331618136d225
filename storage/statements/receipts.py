"""Which statements record what providers say of messages that they took?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, Update, and_, func, or_, update

from storage import models
from storage.batch import Batch, prepared
from storage.models.base import spelt, table
from storage.statements.outbox import c, is_, outbox

_recipients = table(models.Recipient)
r = _recipients.c
RECEIPTS = Batch(c.channel, c.provider_id, c.status, c.error_code, c.error)
PROOFS = Batch(c.id, c.channel, c.provider_id, c.status, c.error_code, c.error)
DELIVERED = Batch(r.id)


@prepared
def receiving(connection: Connection) -> Executable:
    """Record receipts by the provider's id."""
    batch = RECEIPTS.rows(connection)
    same = and_(c.provider_id == batch.c.provider_id, c.channel == batch.c.channel)
    values = {"status": batch.c.status, "error_code": batch.c.error_code, "error": batch.c.error}
    return update(outbox).where(same, _news(batch)).values(values).returning(c.recipient_id, c.status)


@prepared
def proving(connection: Connection) -> Executable:
    """Record receipts by our own id: the message went, whether its sender lived to say so or not.

    The channel too must be the message's: a receipt asked for before a backup was put back may name another one's id.
    """
    batch = PROOFS.rows(connection)
    values = {
        "status": batch.c.status,
        "error_code": batch.c.error_code,
        "error": batch.c.error,
        "provider_id": func.coalesce(c.provider_id, batch.c.provider_id),
        "sent_at": func.coalesce(c.sent_at, c.claimed_at),
    }
    same = and_(c.id == batch.c.id, c.channel == batch.c.channel)
    news = update(outbox).where(same, _news(batch)).values(values)
    return news.returning(c.recipient_id, c.status)


@prepared
def delivering(connection: Connection) -> Update:
    """Record who has it, by the receipts of their messages."""
    batch = DELIVERED.rows(connection)
    return update(_recipients).where(r.id == batch.c.id, ~r.delivered).values(delivered=True)


def _news(batch: Any) -> ColumnElement[bool]:
    """Return whether a receipt says more than what is known: delivered > failed > sent."""
    gone = c.status.in_(map(spelt, ("sending", "uncertain")))
    return or_(
        batch.c.status == "delivered",
        and_(batch.c.status == "failed", or_(gone, is_("sent"))),
        and_(batch.c.status == "sent", or_(gone, and_(is_("waiting"), c.attempt > 0))),
    )
