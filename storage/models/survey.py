"""Which questions are asked of residents, who took them up, and who may not do so twice?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document, partial


class Survey(Base):
    """A dialogue that staff wrote; what it asks is a row of `definitions`, by `dialogue` and `version`."""

    __tablename__ = "surveys"

    #: UUID version 7, 32 hexadecimal digits
    id: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    #: by language
    title: Mapped[Any] = mapped_column(Document)
    dialogue: Mapped[str]
    #: of the definition that new sessions begin with
    version: Mapped[str]
    #: draft, open or closed; whether it takes answers now is a matter of dates too
    state: Mapped[str]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    #: answers are of nobody once a session is finished
    anonymous: Mapped[bool]
    #: finished responses after which nobody new is taken; null: no bound
    quota: Mapped[int | None]
    #: whether those who answered are told, at the end, how many they were (norms §1)
    summary: Mapped[bool] = mapped_column(server_default=false())
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Response(Base):
    """One session of a survey, as results see it; a finished anonymous one is of nobody."""

    __tablename__ = "responses"
    __table_args__ = (
        Index(None, "survey_id"),
        Index(None, "participant_id"),
        partial("ix_responses_counting", "survey_id", "session_id", "state", where="counts"),
    )

    #: the session's; drawn anew when it was made anonymous
    session_id: Mapped[str] = mapped_column(primary_key=True)
    survey_id: Mapped[str]
    #: "" for an anonymous one
    participant_id: Mapped[str]
    version: Mapped[str]
    channel: Mapped[str]
    language: Mapped[str]
    district: Mapped[str | None]
    #: open, done, dropped or expired
    state: Mapped[str]
    #: the question that waits; "" once it ended
    step: Mapped[str]
    #: questions that were passed
    skipped: Mapped[Any] = mapped_column(Document)
    #: false once another session of the same person took its place
    counts: Mapped[bool]
    started_at: Mapped[datetime]
    touched_at: Mapped[datetime]


class Ballot(Base):
    """Somebody took part in an anonymous survey: nothing leads from here to what they answered."""

    __tablename__ = "ballots"

    survey_id: Mapped[str] = mapped_column(primary_key=True)
    #: keyed hash of the survey and the participant
    hash: Mapped[str] = mapped_column(primary_key=True)
