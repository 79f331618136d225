"""Who takes part, and where are they reached?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import ROOMY, Base


class Participant(Base):
    """A person taking part; one person may have several addresses."""

    __tablename__ = "participants"
    __table_args__ = ({"postgresql_with": ROOMY},)

    #: UUID version 7, 32 hexadecimal digits
    id: Mapped[str] = mapped_column(primary_key=True)
    #: what the participant quotes to staff, if they were given one
    reference: Mapped[str | None] = mapped_column(unique=True)
    #: null until the participant has been spoken to
    language: Mapped[str | None]
    first_name: Mapped[str | None]
    #: when the assistant said that it is one (norms §1)
    introduced_at: Mapped[datetime | None]
    #: since when STOP holds (norms §3)
    stopped_at: Mapped[datetime | None]
    #: when the member of staff who has the conversation took it, or last wrote; null: the assistant has it
    attended_at: Mapped[datetime | None]
    #: slug of a district
    district: Mapped[str | None]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class Address(Base):
    """Where a participant is reached on one channel."""

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel", "value"), Index(None, "participant_id"))

    #: UUID version 7, 32 hexadecimal digits
    id: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    channel: Mapped[str]
    value: Mapped[str]
    #: reachable, blocked (by the person) or dead (says the carrier)
    state: Mapped[str]
    #: until when free text may be sent (norms §5); null where the channel has no such window
    window_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
