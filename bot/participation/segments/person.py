"""What is known of one person, as far as segments ask, and does a condition fit them? The meaning that SQL must share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storage.segments.condition import All, Among, Any, Author, Condition, Everyone, Not, Proposed, Since


@dataclass(frozen=True, slots=True)
class Person:
    """One participant as segments see them."""

    id: str
    created_at: datetime
    last_seen_at: datetime
    #: subject of a condition → what fits of this person
    facts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: ids of the ideas that they handed in
    ideas: frozenset[str] = frozenset()


def fits(condition: Condition, person: Person, now: datetime) -> bool:
    """Tell whether a person is in a segment at this time."""
    match condition:
        case Everyone():
            return True
        case Among(subject, values):
            return not person.facts.get(subject, frozenset()).isdisjoint(values)
        case Since("silent", days):
            return person.last_seen_at <= now - timedelta(days=days)
        case Since(_, days):
            return person.created_at <= now - timedelta(days=days)
        case Author(idea):
            return idea in person.ideas
        case Proposed():
            return bool(person.ideas)
        case All() | Any() | Not():
            return _combines(condition, person, now)


def _combines(condition: All | Any | Not, person: Person, now: datetime) -> bool:
    match condition:
        case All(parts):
            return all(fits(part, person, now) for part in parts)
        case Any(parts):
            return any(fits(part, person, now) for part in parts)
        case Not(part):
            return not fits(part, person, now)
