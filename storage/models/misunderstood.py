"""What was written and not understood, by nobody in particular?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document, numbered


class Misunderstood(Base):
    """A text that the service did not understand, masked; nothing leads from it to who wrote it."""

    __tablename__ = "misunderstood"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[int] = numbered()
    language: Mapped[str]
    text: Mapped[str]
    #: the best guesses: a list of [intent, confidence]
    guesses: Mapped[Any] = mapped_column(Document)
    #: the day it came, at midnight: the minute would lead to who wrote it
    at: Mapped[datetime]
