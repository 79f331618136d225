"""What was proposed, in which words, since when?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document, numbered, partial

#: PostgreSQL's index of words: a migration makes it, SQLite has none
WORDS_INDEX = "ix_idea_versions_words"


class Idea(Base):
    """A three-part proposal; its words are in its versions."""

    __tablename__ = "ideas"
    __table_args__ = (
        Index(None, "participant_id"),
        Index(None, "created_at"),
        Index(None, "state", "number"),
        Index(None, "theme", "number"),
        Index(None, "district", "number"),
        Index(None, "consultation_id", "number"),
        partial("ix_ideas_assigned", "assigned_to", "number", where="assigned_to IS NOT NULL"),
        partial("ix_ideas_merged", "merged_into", where="merged_into IS NOT NULL"),
        partial("ix_ideas_changed", "changed_at", "number", where="changed_at IS NOT NULL"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    #: what its author quotes
    reference: Mapped[str] = mapped_column(unique=True)
    #: null once its author was erased
    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participants.id", ondelete="SET NULL"))
    consultation_id: Mapped[str | None] = mapped_column(ForeignKey("consultations.id"))
    #: slug of a theme
    theme: Mapped[str | None]
    #: draft, or one of bot.participation.idea_states
    state: Mapped[str]
    created_at: Mapped[datetime]
    #: what its author spoke when they handed it in
    language: Mapped[str | None]
    #: slug of the district that its place is in
    district: Mapped[str | None]
    #: name of the service or organisation that looks after it
    assigned_to: Mapped[str | None]
    #: the idea that it became part of
    merged_into: Mapped[str | None]
    #: changes by staff: whoever saw an earlier number changes nothing
    revision: Mapped[int] = mapped_column(server_default="0")
    #: when staff changed it last; null: never
    changed_at: Mapped[datetime | None]


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
    #: its words as they are searched: small, without accents
    folded: Mapped[str] = mapped_column(server_default="")


class IdeaEvent(Base):
    """Something that staff did with an idea, with the words that they wrote: states, notes, answers…"""

    __tablename__ = "idea_events"
    __table_args__ = (Index(None, "idea_id", "id"),)

    id: Mapped[int] = numbered()
    idea_id: Mapped[str] = mapped_column(ForeignKey("ideas.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    #: staff:<id>, or participant
    actor: Mapped[str]
    #: state, note, answer, filed, assigned, merged or unmerged
    kind: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    #: why: a key of bot.participation.refusals
    reason: Mapped[str]
    #: what staff wrote: told to the author, but for notes
    text: Mapped[str]
    #: a note of an organisation; null: of the town hall
    organisation: Mapped[str | None]
    #: the message that told the author; null: nobody was told
    outbox_id: Mapped[int | None] = mapped_column(BigInteger)


class Counter(Base):
    """A number that is given once: a row per kind, locked until the giver commits."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
