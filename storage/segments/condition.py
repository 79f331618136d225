"""Of which conditions is a segment made? Data, without a word of SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

#: What can be asked of a person: every one a set of words, of which one must fit.
Subject = Literal[
    "channel", "language", "district", "consent", "consultation", "theme", "answered", "received", "group"
]

#: What can be counted in days since.
Age = Literal["silent", "known"]


@dataclass(frozen=True, slots=True)
class Everyone:
    """Anybody."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Who handed an idea in."""


@dataclass(frozen=True, slots=True)
class Among:
    """Who has, did or is in one of these."""

    subject: Subject
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """Who has been silent, or known, for so many days or more."""

    age: Age
    days: int


@dataclass(frozen=True, slots=True)
class Author:
    """Who proposed one idea."""

    idea: str


@dataclass(frozen=True, slots=True)
class All:
    """Whom every part fits."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Whom one part fits, or more."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Whom the part does not fit."""

    part: Condition


Condition = Everyone | Proposed | Among | Since | Author | All | Any | Not


@dataclass(frozen=True, slots=True)
class Stratum:
    """One part of a sample: so many of whom the value fits."""

    value: str
    size: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Some of them, drawn by chance that a seed repeats."""

    seed: str
    #: how many in all; with strata, as many as those say
    size: int
    #: district, language or channel; "" draws from all alike
    by: str = ""
    strata: tuple[Stratum, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """Whom a broadcast may reach, before consents and caps leave some out."""

    where: Condition = field(default_factory=Everyone)
    sample: Sample | None = None
