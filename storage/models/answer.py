"""What was answered to which question?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document, numbered, partial

#: what the answers of surveys are told by, once they count
OF_SURVEYS = "replaced_at IS NULL AND substr(dialogue, 1, 7) = 'survey-'"


class Answer(Base):
    """One accepted answer; a correction is a new row, the earlier one says when it was replaced."""

    __tablename__ = "answers"
    __table_args__ = (
        partial("ix_answers_current", "session_id", "step", where="replaced_at IS NULL"),
        # results count an answer once its survey is named
        partial("ix_answers_of_surveys", "dialogue", "step", "session_id", where=OF_SURVEYS),
        Index(None, "participant_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = numbered()
    session_id: Mapped[str]
    participant_id: Mapped[str]
    dialogue: Mapped[str]
    version: Mapped[str]
    step: Mapped[str]
    type: Mapped[str]
    value: Mapped[Any | None] = mapped_column(Document)
    #: the participant's own words
    text: Mapped[str]
    #: said, assumed or given
    how: Mapped[str]
    at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
