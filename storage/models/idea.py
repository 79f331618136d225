"""What was proposed, in which words, since when?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document


class Idea(Base):
    """A three-part proposal; its words are in its versions."""

    __tablename__ = "ideas"
    __table_args__ = (Index(None, "participant_id"), Index(None, "created_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    #: what its author quotes
    reference: Mapped[str] = mapped_column(unique=True)
    #: null once its author was erased
    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participants.id", ondelete="SET NULL"))
    consultation_id: Mapped[str | None] = mapped_column(ForeignKey("consultations.id"))
    #: slug of a theme
    theme: Mapped[str | None]
    #: draft, submitted, published, refused…
    state: Mapped[str]
    created_at: Mapped[datetime]


class IdeaVersion(Base):
    """The words of an idea at one time: the latest counts, the others are its history."""

    __tablename__ = "idea_versions"

    idea_id: Mapped[str] = mapped_column(ForeignKey("ideas.id", ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    solution: Mapped[str]
    problem: Mapped[str]
    benefit: Mapped[str]
    place: Mapped[Any | None] = mapped_column(Document)
    photos: Mapped[Any] = mapped_column(Document)
    at: Mapped[datetime]


class Counter(Base):
    """A number that is given once: a row per kind, locked until the giver commits."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
