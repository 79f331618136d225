"""How many of what were there on each day? Counted once, so that a page need not count again."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Tally(Base):
    """A number of one day, of nobody in particular: it stays when texts and people go."""

    __tablename__ = "tallies"

    #: day of the territory: 2026-09-07
    day: Mapped[str] = mapped_column(primary_key=True)
    #: in, out, parts (of SMS), or a step of the dialogue of ideas: "idea:solution"
    kind: Mapped[str] = mapped_column(primary_key=True)
    #: "" where it does not matter
    channel: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)


class TallyMark(Base):
    """How far one table has been counted."""

    __tablename__ = "tally_marks"

    #: inbound, outbox or answers
    name: Mapped[str] = mapped_column(primary_key=True)
    #: id of the last row that was counted
    last: Mapped[int] = mapped_column(BigInteger)
