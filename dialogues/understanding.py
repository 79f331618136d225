"""What does a free text seem to want? Guesses at its intent, best first, and what it names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that a text names: a theme, a place, the reference of an idea, a date."""

    #: "theme", "place", "idea_reference" or "date"
    kind: str
    #: as the service calls it; as written where it has no name of its own
    value: str
    #: where it stands in the text, in characters: text[start:end]
    start: int
    end: int


class Guess(NamedTuple):
    """An intent that a text may have; a tuple, because thirty are made of each text."""

    intent: str
    #: 0 to 1, calibrated: of the guesses at 0.8, eight in ten are right
    confidence: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """What is understood of one text; nothing at all where the language is unknown."""

    #: best first, all intents
    guesses: tuple[Guess, ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the service makes of an understanding: sure of one wish, in doubt between some, or neither.

    Whoever asks the back end weighs its confidence (`bot.nlu.opinions`): a dialogue sees none.
    """

    #: the intent to act upon, "" when there is none
    sure: str = ""
    #: so sure of it that not even STOP need be asked about
    certain: bool = False
    #: intents to offer when none is sure, best first
    guesses: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()


def moved(opinion: Opinion, by: int) -> Opinion:
    """Return an opinion of words that so many characters were put before."""
    entities = tuple(replace(each, start=each.start + by, end=each.end + by) for each in opinion.entities)
    return replace(opinion, entities=entities)
