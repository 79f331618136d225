"""What came in, and has it been handled?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import ROOMY, Base, Document, numbered, partial

_PENDING = "status = 'pending'"


class Inbound(Base):
    """One message as it came in; it knows an address only, its participant is found when it is claimed."""

    __tablename__ = "inbound"
    __table_args__ = (
        UniqueConstraint("channel", "provider_id"),
        partial("ix_inbound_waiting", "id", where=_PENDING),
        partial("ix_inbound_waiting_by_address", "channel", "address", "id", where=_PENDING),
        partial("ix_inbound_parked", "id", where="status = 'parked'"),
        Index(None, "channel", "address"),
        {"postgresql_with": ROOMY, "sqlite_autoincrement": True},
    )

    id: Mapped[int] = numbered()
    channel: Mapped[str]
    #: value of the address; empty once its participant was erased
    address: Mapped[str]
    provider_id: Mapped[str]
    received_at: Mapped[datetime]
    payload: Mapped[Any] = mapped_column(Document)
    #: pending, handled or parked
    status: Mapped[str]
    handled_at: Mapped[datetime | None]
    #: turns that failed on it
    attempts: Mapped[int]
    error: Mapped[str | None]
