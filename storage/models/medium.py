"""Which photos and files came with messages, and where are they kept?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, numbered, partial


class Medium(Base):
    """One file of one message: fetched after the turn, kept outside the database."""

    __tablename__ = "media"
    __table_args__ = (
        UniqueConstraint("inbound_id", "n"),
        partial("ix_media_waiting", "due_at", "id", where="status = 'waiting'"),
        partial("ix_media_gone", "id", where="status = 'gone'"),
        Index(None, "participant_id"),
        Index(None, "reference"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = numbered()
    #: the message it came with, and its rank there
    inbound_id: Mapped[int] = mapped_column(BigInteger)
    n: Mapped[int]
    #: empty once they were erased
    participant_id: Mapped[str]
    channel: Mapped[str]
    #: what the provider calls it: an answer and an idea name it so
    reference: Mapped[str]
    #: waiting, kept, failed or gone (the file is to be removed, then the row)
    status: Mapped[str]
    due_at: Mapped[datetime]
    #: how often it was claimed
    attempt: Mapped[int]
    #: SHA-256 of what is kept, in hexadecimal
    digest: Mapped[str | None]
    media_type: Mapped[str | None]
    #: bytes that are kept
    size: Mapped[int | None]
    error_code: Mapped[str | None]
    created_at: Mapped[datetime]
