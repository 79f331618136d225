"""What does the territory declare: consultations, themes, districts?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document


class Consultation(Base):
    """A framed process with a theme, dates, rules of admissibility, a pledge."""

    __tablename__ = "consultations"

    #: UUID version 7, 32 hexadecimal digits
    id: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    #: by language
    title: Mapped[Any] = mapped_column(Document)
    description: Mapped[Any] = mapped_column(Document)
    pledge: Mapped[Any] = mapped_column(Document)
    rules: Mapped[Any] = mapped_column(Document)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    #: draft, published or archived; whether it is open is a matter of dates
    state: Mapped[str]


class Territory(Base):
    """Who the assistant speaks for, in one row."""

    __tablename__ = "territory"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: by language: "la mairie", and what it promises
    authority: Mapped[Any] = mapped_column(Document)
    pledge: Mapped[Any] = mapped_column(Document)
    #: how a resident reaches a person
    contact: Mapped[str]


class Theme(Base):
    """A subject that ideas are filed under."""

    __tablename__ = "themes"

    id: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    #: by language
    labels: Mapped[Any] = mapped_column(Document)
    keywords: Mapped[Any] = mapped_column(Document)
    position: Mapped[int]
    #: offered no more; what was filed under it stays
    retired: Mapped[bool]


class District(Base):
    """A part of the territory, by the names people use."""

    __tablename__ = "districts"

    id: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    aliases: Mapped[Any] = mapped_column(Document)
    position: Mapped[int]
    #: offered no more; who lives there stays
    retired: Mapped[bool]
    #: GeoJSON geometry in WGS 84; null: none was given
    shape: Mapped[Any | None] = mapped_column(Document)
