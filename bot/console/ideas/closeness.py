"""Which ideas are like this one, and how many was it compared with?"""

from __future__ import annotations

from dataclasses import dataclass

from bot.console.desk import Desk
from bot.conversation.recent import as_text
from bot.participation.similarity import Near
from storage.ideas import Idea
from storage.unit import Unit

__all__ = ["Close", "Near", "near_to"]

#: times that a process which has just begun reads on before it answers: 500 ideas each
ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Close:
    """Ideas that are like another, closest first."""

    found: list[Near]
    #: ideas that it was compared with: the latest that others may see
    compared: int


async def near_to(desk: Desk, idea: Idea, most: int) -> Close:
    """Return the ideas that are like one: what residents are told of, by the same words."""
    room, known = desk.room(), -1

    def look(unit: Unit) -> Close:
        others = room.recent.refresh(unit, desk.now(), room.town.places())
        text = as_text(idea)
        return Close(others.near(text.words, text.reasons, most, without={idea.reference}), len(others))

    for _ in range(ROUNDS):
        close = await desk.database.transact(look)
        if close.compared == known:
            break
        known = close.compared
    return close
