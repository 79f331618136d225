"""What is said or asked to many, to whom, and how far has it come?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import ROOMY, Base, Document, numbered, partial

_KNOWN = "participant_id <> ''"


class Broadcast(Base):
    """One sending, to recipients that are fixed when it fires."""

    __tablename__ = "broadcasts"
    __table_args__ = (
        UniqueConstraint("schedule", "occurrence"),
        partial("ix_broadcasts_open", "due_at", where="ended_at IS NULL"),
        Index(None, "due_at"),
    )

    #: UUID version 7, 32 hexadecimal digits
    id: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    #: what is said, by language; empty for a survey
    texts: Mapped[Any] = mapped_column(Document)
    #: slug of the survey that is opened; null for an announcement
    survey: Mapped[str | None]
    #: the dialogue of that survey
    dialogue: Mapped[str | None]
    #: questions or news: the consent it rests on (norms §1)
    purpose: Mapped[str]
    #: a copy, with the seed of its sample
    segment: Mapped[Any] = mapped_column(Document)
    #: only these channels; empty: any
    channels: Mapped[Any] = mapped_column(Document)
    #: so many first, then staff are asked; 0: all at once
    pilot: Mapped[int]
    #: slug of the broadcast that it reminds of
    reminds: Mapped[str | None]
    #: scheduled, held, pilot, asking, sending, paused, cancelled, ended or missed
    state: Mapped[str]
    due_at: Mapped[datetime]
    #: hours after which whoever was not reached is left in peace
    lasts: Mapped[int]
    expires_at: Mapped[datetime | None]
    created_by: Mapped[str]
    #: who else agreed, while the pre-electoral reserve holds (norms §1)
    approved_by: Mapped[str | None]
    #: the schedule that made it, and which of its times this is
    schedule: Mapped[str | None]
    occurrence: Mapped[str | None]
    created_at: Mapped[datetime]
    #: when the recipients were fixed
    fired_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Recipient(Base):
    """One person of one broadcast: whom it reaches, or why not. An erased person leaves a row of nobody."""

    __tablename__ = "broadcast_recipients"
    __table_args__ = (
        partial(
            "ix_broadcast_recipients_person", "broadcast_id", "participant_id", where=_KNOWN, unique=True
        ),
        partial(
            "ix_broadcast_recipients_open",
            "state",
            "broadcast_id",
            "id",
            where="state IN ('planned', 'waiting')",
        ),
        # a sending's figures come from this alone
        Index("ix_broadcast_recipients_counted", "broadcast_id", "state", "cause", "channel", "delivered"),
        Index(None, "participant_id"),
        {"postgresql_with": ROOMY, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = numbered()
    broadcast_id: Mapped[str]
    participant_id: Mapped[str]
    channel: Mapped[str]
    #: value of the address
    address: Mapped[str]
    language: Mapped[str]
    #: whether the assistant had said that it is one (norms §1)
    introduced: Mapped[bool]
    #: 0: in the pilot
    wave: Mapped[int]
    #: planned, waiting, sent, failed, uncertain, excluded or expired
    state: Mapped[str]
    #: why they were excluded, or it failed
    cause: Mapped[str]
    #: whether a provider said that a message of it arrived
    delivered: Mapped[bool] = mapped_column(server_default=false())
    changed_at: Mapped[datetime]
