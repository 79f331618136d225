"""Which codes join two addresses of one person?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Link(Base):
    """A code that makes whoever sends it from another address the same participant; only its hash is kept."""

    __tablename__ = "links"
    __table_args__ = (Index(None, "participant_id"),)

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
