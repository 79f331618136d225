"""When does what fire, again and again?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document, partial


class Schedule(Base):
    """What is sent at each of its times: one broadcast each."""

    __tablename__ = "schedules"
    __table_args__ = (partial("ix_schedules_due", "next_at", where="state = 'active'"),)

    slug: Mapped[str] = mapped_column(primary_key=True)
    #: the broadcast, as a draft
    draft: Mapped[Any] = mapped_column(Document)
    #: RFC 5545, without DTSTART; empty: once, or after something
    rule: Mapped[str]
    #: its first time, on the territory's clocks: 2026-12-07T18:00
    starts: Mapped[str]
    #: days that it leaves out: 2027-05-01
    excepted: Mapped[Any] = mapped_column(Document)
    #: the act of the audit that it follows ("idea published"); empty: none
    after: Mapped[str]
    #: days after that act
    days: Mapped[int]
    #: hours after its time until which it still runs; later it is recorded as missed
    late: Mapped[int]
    #: active, paused or ended
    state: Mapped[str]
    #: null: it never fires again, or follows an act
    next_at: Mapped[datetime | None]
    created_by: Mapped[str]
    created_at: Mapped[datetime]
