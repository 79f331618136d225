"""How is a day asked for and read?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from dialogues.content import Option
from dialogues.days import say_day
from dialogues.inputs import Json, Reply
from dialogues.questions.options import quoted
from dialogues.questions.shape import Accepted, Prompt, Reading, Refused, Scene, Unclear
from dialogues.reading.choices import find
from dialogues.reading.dates import LONGEST, read_date
from dialogues.reading.days import Impossible
from dialogues.reading.fold import fold

Bound = date | Literal["today"] | None


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """One day; the value is ISO 8601 ("2026-05-03")."""

    name: ClassVar[str] = "date"

    #: first and last day that may be given
    earliest: Bound = None
    latest: Bound = None

    def ask(self, scene: Scene) -> Prompt:
        """Return the step's options if it has some, and how to write a day."""
        return Prompt(options=scene.options, hint=scene.say("question.date.ask"))

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept a day that exists and that nothing else could mean."""
        day = _day(reply.choice or "") or self._offered(reply, scene)
        if day is not None:
            return self._check(day, scene)
        today, latest = scene.at.date(), self._bound(self.latest, scene)
        past = latest is not None and latest <= today
        either = latest is None and self.earliest is None
        found = read_date(reply.text, scene.at, scene.lexicon, past=past, either=either)
        if isinstance(found, Impossible):
            return Refused("question.date.hint.impossible", {"written": quoted(found.written)})
        if not found and fold(reply.text[:LONGEST]) in scene.lexicon.never:
            return Refused("question.date.hint.unknown", declines=True)
        return self._choose(found, scene)

    def show(self, value: Json, scene: Scene) -> str:
        """Return the day in words."""
        return _in_words(date.fromisoformat(value), scene)

    def _offered(self, reply: Reply, scene: Scene) -> date | None:
        """Return the day of the step's own option that the reply names."""
        offered = tuple(o for o in scene.options if _day(o.value) is not None)
        found = find(reply.text, offered, scene.lexicon)
        return _day(found[0].value) if len(found) == 1 else None

    def _choose(self, days: tuple[date, ...], scene: Scene) -> Reading:
        if not days:
            return Refused("question.date.hint.unknown")
        fitting = [day for day in days if isinstance(self._check(day, scene), Accepted)]
        if len(fitting) > 1:
            return Unclear(tuple(Option(day.isoformat(), _in_words(day, scene)) for day in fitting))
        return self._check((fitting or days)[0], scene)

    def _check(self, day: date, scene: Scene) -> Reading:
        earliest, latest = self._bound(self.earliest, scene), self._bound(self.latest, scene)
        if earliest is not None and day < earliest:
            return Refused("question.date.hint.early", {"day": earliest})
        if latest is not None and day > latest:
            return Refused("question.date.hint.late", {"day": latest})
        return Accepted(day.isoformat())

    def _bound(self, bound: Bound, scene: Scene) -> date | None:
        return scene.at.date() if bound == "today" else bound


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _in_words(day: date, scene: Scene) -> str:
    return say_day(day, scene.language, weekday=True)
