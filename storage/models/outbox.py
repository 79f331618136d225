"""What is to be sent, and what became of it?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import ROOMY, Base, Document, numbered, partial

_UNSETTLED = "status IN ('waiting', 'sending')"
_BROADCAST = "recipient_id IS NOT NULL"
_LOST = "status IN ('failed', 'dead', 'uncertain')"


class Outbound(Base):
    """One message to one address; no foreign key, several are written at every turn."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("inbound_id", "n"),
        partial("ix_outbox_waiting", "channel", "priority", "due_at", "id", where="status = 'waiting'"),
        partial("ix_outbox_unsettled", "channel", "address", "priority", "id", where=_UNSETTLED),
        partial("ix_outbox_sending", "claimed_at", where="status = 'sending'"),
        partial("ix_outbox_lost", "id", where=_LOST),
        Index(None, "participant_id"),
        partial("ix_outbox_recipient_id", "recipient_id", "n", where=_BROADCAST, unique=True),
        partial("ix_outbox_provider_id", "provider_id", "channel", where="provider_id IS NOT NULL"),
        {"postgresql_with": ROOMY, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = numbered()
    #: the message it answers; null when the service speaks first
    inbound_id: Mapped[int | None] = mapped_column(BigInteger)
    #: its rank among the answers to that message
    n: Mapped[int]
    #: the row of `broadcast_recipients` that it is sent for: nobody is written to twice by one broadcast
    recipient_id: Mapped[int | None] = mapped_column(BigInteger)
    participant_id: Mapped[str]
    channel: Mapped[str]
    address: Mapped[str]
    content: Mapped[Any] = mapped_column(Document)
    language: Mapped[str]
    #: 0 reply, 1 broadcast
    priority: Mapped[int]
    #: waiting, sending, sent, delivered, failed, uncertain or dead
    status: Mapped[str]
    due_at: Mapped[datetime]
    #: how often it was claimed
    attempt: Mapped[int]
    #: calls of it that went at an earlier attempt, and must not go twice
    skip: Mapped[int]
    #: the process that is sending it
    owner: Mapped[str | None]
    claimed_at: Mapped[datetime | None]
    provider_id: Mapped[str | None]
    error_code: Mapped[str | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
