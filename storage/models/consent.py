"""Who agreed to what, when, in answer to which words? Append-only (norms §1)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, numbered


class Consent(Base):
    """One entry of the ledger: never updated; deleted by an erasure only, which leaves an opt-out."""

    __tablename__ = "consents"
    __table_args__ = (Index(None, "participant_id", "purpose", "id"),)

    id: Mapped[int] = numbered()
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    purpose: Mapped[str]
    #: true: given; false: withdrawn
    given: Mapped[bool]
    at: Mapped[datetime]
    channel: Mapped[str]
    address_id: Mapped[str | None]
    #: the exact words that were shown
    wording: Mapped[str]
    #: keyword, button, staff, import
    how: Mapped[str]


class OptOut(Base):
    """The proof that an erased address wanted nothing more: a keyed hash, nothing else (norms §1)."""

    __tablename__ = "optouts"

    hash: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
