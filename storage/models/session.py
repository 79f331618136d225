"""Where is each participant in each dialogue, and what do the dialogues say?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import ROOMY, Base, Document, partial


class Session(Base):
    """One participant's place in one version of a dialogue; no foreign key, it is written at every turn."""

    __tablename__ = "sessions"
    __table_args__ = (
        partial("ix_sessions_open", "participant_id", where="position IS NOT NULL"),
        Index(None, "participant_id"),
        {"postgresql_with": ROOMY},
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[str]
    dialogue: Mapped[str]
    version: Mapped[str]
    #: open, or how it ended
    state: Mapped[str]
    #: 0 waits for the next reply, 1 and more were left aside, null is closed
    position: Mapped[int | None]
    #: the session as `dialogues.session.to_json` gives it
    data: Mapped[Any] = mapped_column(Document)
    touched_at: Mapped[datetime]


class Definition(Base):
    """One published version of a dialogue: a session finishes on the version it began with."""

    __tablename__ = "definitions"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[Any] = mapped_column(Document)
    published_at: Mapped[datetime]
