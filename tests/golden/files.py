"""Where are the golden conversations, and what did each of them meet when it was played?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import dialogues.walk
from dialogues.definition import Step
from dialogues.events import Answered, Event
from dialogues.loader import LANGUAGES
from dialogues.view import View
from tests.golden.play import Played, play

FOLDER = Path(__file__).parent / "conversations"
FILES = sorted(FOLDER.glob("*/*.txt"))

#: the language that conversations are written in first, and those they are transposed to
FIRST, *OTHERS = LANGUAGES


@dataclass(frozen=True, slots=True)
class Seen:
    """One file, played."""

    played: Played
    #: (dialogue, step) of every step that was passed
    steps: frozenset[tuple[str, str]]

    @property
    def answers(self) -> set[tuple[str, str, str]]:
        """Return (dialogue, step, value) of every answer, and of every recap item that was corrected."""
        events = (event for event in self.played.stage.events if isinstance(event, Answered))
        values = (
            (e, value) for e in events for value in (e.value if isinstance(e.value, list) else [e.value])
        )
        return self.played.corrected | {(e.dialogue, e.step, str(value)) for e, value in values}


def names(language: str) -> list[str]:
    """Return the names of the conversations of a language."""
    return [file.stem for file in FILES if file.parent.name == language]


@cache
def seen(file: Path) -> Seen:
    """Play a file, once however many tests look at it; each step that is passed is noted."""
    steps: set[tuple[str, str]] = set()

    def noting(passed: Callable[..., object]) -> Callable[..., object]:
        def noted(step: Step, view: View, events: list[Event]) -> object:
            steps.add((view.definition.name, step.id))
            return passed(step, view, events)

        return noted

    with pytest.MonkeyPatch.context() as patch:
        for name in ("_pass", "_pass_question", "_hand_over"):
            patch.setattr(dialogues.walk, name, noting(getattr(dialogues.walk, name)))
        return Seen(play(file.read_text(encoding="utf-8")), frozenset(steps))
