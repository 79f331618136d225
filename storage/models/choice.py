"""What did staff choose at the console, and how often has the town been changed there?"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document


class Choice(Base):
    """One thing that staff chose in place of what the environment says."""

    __tablename__ = "choices"

    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[Any] = mapped_column(Document)


class Revision(Base):
    """How often the town was changed, in one row: processes that see another number read it anew."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
