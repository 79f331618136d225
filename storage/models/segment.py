"""Which groups of people have a name: by conditions, or by hand?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document


class Segment(Base):
    """Conditions that staff gave a name; a broadcast keeps its own copy."""

    __tablename__ = "segments"

    slug: Mapped[str] = mapped_column(primary_key=True)
    #: as `storage.segments.condition` reads it
    definition: Mapped[Any] = mapped_column(Document)
    changed_at: Mapped[datetime]


class GroupMember(Base):
    """One person whom staff put in a group by hand."""

    __tablename__ = "group_members"
    __table_args__ = (Index(None, "participant_id"),)

    #: slug of the group
    name: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    added_at: Mapped[datetime]
