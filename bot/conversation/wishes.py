"""What do those of one batch wish to look up, and what do their look-ups share?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from bot.conversation.room import Room
from dialogues.session import Session
from storage.ideas import Idea
from storage.unit import Unit


@dataclass(slots=True)
class Asked:
    """What the look-ups of one batch ask, before any of its turns is taken."""

    unit: Unit
    room: Room
    #: all who write
    participants: Sequence[str]
    _ideas: Mapping[str, Sequence[Idea]] | None = field(init=False, default=None)

    def ideas(self) -> Mapping[str, Sequence[Idea]]:
        """Return the ideas of those who have some, oldest first; several look-ups want them, the store is asked once."""
        if self._ideas is None:
            self._ideas = self.unit.ideas.of_participants(self.participants)
        return self._ideas


class Wish(NamedTuple):
    """One participant's wish to look something up, with all that is said so far."""

    participant: str
    language: str
    #: what was just written
    text: str
    session: Session | None
    now: datetime
    #: whether the channel takes long texts at no cost: no SMS
    roomy: bool = True

    def answer(self, step: str) -> Any:
        """Return the answer of a step of the session that waits, None if there is none."""
        given = self.session.answers.get(step) if self.session else None
        return given.value if given is not None else None

    def words(self) -> str:
        """Return all that the session and the reply say, as one text."""
        found = self.session.found if self.session else {}
        answers = self.session.answers.values() if self.session else ()
        said = [answer.text for answer in answers if isinstance(answer.value, str)]
        return " ".join((*said, str(found.get("hint") or ""), self.text))

    def parts(self) -> tuple[str, str]:
        """Return what the idea of the session proposes, and why: its title and solution, its problem and benefit."""
        said = [str(self.answer(step) or "") for step in ("title", "solution", "problem", "benefit")]
        return " ".join(said[:2]), " ".join(said[2:])
