"""Which idea may another one become part of?"""

from __future__ import annotations

from dataclasses import dataclass

from bot.participation.idea_states import ALIVE
from bot.participation.reference import read_reference
from storage.ideas import Idea
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Fault:
    """Why ideas cannot be merged: a key of `idea.faults`."""

    word: str


def find_other(unit: Unit, idea: Idea, given: str) -> Idea | Fault:
    """Return the idea of a reference, if this one may become part of it."""
    number = read_reference(given)
    found = unit.ideas.numbered([number]) if number is not None else []
    target = found[0] if found and found[0].state != "draft" else None
    if target is None:
        return Fault("unknown")
    if target.id == idea.id:
        return Fault("same")
    return target if target.state in ALIVE else Fault("over")
