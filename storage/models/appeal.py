"""Who wants to hear from a person, which member of staff has them, and which answers are at hand?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, partial

_OPEN = "state <> 'handed_back'"


class Appeal(Base):
    """One wish to hear from a person, until the assistant has the conversation back; it holds no text."""

    __tablename__ = "appeals"
    __table_args__ = (
        partial("ix_appeals_open", "participant_id", where=_OPEN, unique=True),
        Index(None, "participant_id"),
        Index(None, "ended_at"),
    )

    #: UUID version 7, 32 hexadecimal digits
    id: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    #: where it was asked, and where staff answer
    channel: Mapped[str]
    address: Mapped[str]
    #: the message that asked
    inbound_id: Mapped[int | None] = mapped_column(BigInteger)
    #: waiting, taken or handed_back
    state: Mapped[str]
    #: who has it, or had it last
    staff_id: Mapped[str | None]
    asked_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    #: when staff last wrote
    spoke_at: Mapped[datetime | None]
    #: when the resident last wrote while staff had it
    heard_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    #: staff, silence (of staff) or stopped; "" while it is open
    ended_how: Mapped[str]
    #: counts what staff did: a form says which one it saw
    version: Mapped[int]


class CannedAnswer(Base):
    """A text that staff keep at hand for conversations."""

    __tablename__ = "canned_answers"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    text: Mapped[str]
    changed_at: Mapped[datetime]
