"""Which due things were done?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Occurrence(Base):
    """One thing at the time when it was due: written once, in the transaction of its effects."""

    __tablename__ = "occurrences"
    __table_args__ = (Index(None, "at"),)

    #: what is done: `housekeeping`, `schedule:<id>`
    what: Mapped[str] = mapped_column(primary_key=True)
    due: Mapped[datetime] = mapped_column(primary_key=True)
    #: when it was done
    at: Mapped[datetime]
