"""Who did what to whom, and who may fetch their data?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document, numbered


class Audit(Base):
    """One act worth remembering; `detail` holds no text, number or token."""

    __tablename__ = "audit"
    __table_args__ = (
        Index(None, "subject"),
        Index(None, "at", "id"),
        Index(None, "actor", "at", "id"),
        Index(None, "action", "at", "id"),
        Index(None, "action", "actor", "at", "id"),
    )

    id: Mapped[int] = numbered()
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[Any] = mapped_column(Document)


class Download(Base):
    """A personal-data page that a code opens for a while; the code itself is not kept."""

    __tablename__ = "downloads"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    #: how often it was opened
    attempts: Mapped[int]
