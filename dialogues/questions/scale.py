"""How is a mark on a scale asked for and read?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil, floor
from typing import ClassVar

from dialogues.content import Option
from dialogues.inputs import Json, Reply
from dialogues.questions.options import numbered, tapped, worded
from dialogues.questions.shape import Accepted, Prompt, Reading, Refused, Scene, Unclear
from dialogues.reading.fold import fold, tidy
from dialogues.reading.numbers import LONGEST, Figures, read_figures

#: Words that may stand around a mark: "je lui mets un bon 4".
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class ScaleQuestion:
    """A whole number from `low` to `high`; The value is the number."""

    name: ClassVar[str] = "scale"

    low: int = 1
    high: int = 5
    #: what the ends mean: a sentence, or a message key
    low_label: str = ""
    high_label: str = ""
    #: whether results count who recommends, and who does not (NPS): of marks from 0 to 10
    nps: bool = False

    def ask(self, scene: Scene) -> Prompt:
        """Return a button for each mark, or one line where options would be numbered lines: "9) 8" is a trap."""
        marks, can = self.high - self.low + 1, scene.capabilities
        if numbered(scene) or marks > max(can.buttons, can.rows):
            return Prompt(hint=self._range(scene))
        ends = self._ends(scene)
        return Prompt(options=self._options(), hint=self._range(scene) if ends != ("", "") else "")

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept a mark in figures or letters, "8/10" included; never the place of an option."""
        chosen = tapped(reply, self._options())
        if chosen is not None:
            return Accepted(int(chosen.value))
        end = self._end_named(fold(reply.text[:LONGEST]), scene)
        if end is not None:
            return Accepted(end)
        return self._read_figures(read_figures(self._without_base(reply.text, scene), scene.lexicon))

    def show(self, value: Json, scene: Scene) -> str:
        """Return "8/10"."""
        return f"{value}/{self.high}"

    def _options(self) -> tuple[Option, ...]:
        return tuple(Option(str(n), str(n)) for n in range(self.low, self.high + 1))

    def _ends(self, scene: Scene) -> tuple[str, str]:
        return worded(self.low_label, scene), worded(self.high_label, scene)

    def _range(self, scene: Scene) -> str:
        low, high = self._ends(scene)
        if low and high:
            return scene.say("question.scale.ask.ends", low=self.low, high=self.high, worst=low, best=high)
        return scene.say("question.scale.ask.range", low=self.low, high=self.high)

    def _end_named(self, folded: str, scene: Scene) -> int | None:
        low, high = (fold(label) for label in self._ends(scene))
        return self.low if folded and folded == low else self.high if folded and folded == high else None

    def _without_base(self, text: str, scene: Scene) -> str:
        """Take "/10", "sur 10" or "sur dix" away."""
        if len(text) > LONGEST:
            return text
        words = "|".join(re.escape(word) for word in scene.lexicon.of)
        spelled = [word for word, number in scene.lexicon.numbers.items() if number == self.high]
        high = "|".join([str(self.high), *map(re.escape, spelled)])
        return re.sub(rf"(?<=[\w ])(?:\s*/\s*|\s+(?:{words})\s+)(?:{high})(?!\w)", "", tidy(text))

    def _read_figures(self, figures: Figures) -> Reading:
        bounds: dict[str, Json] = {"low": self.low, "high": self.high}
        marks = sorted({n for value in figures.values for n in (floor(value), ceil(value))})
        if (
            not marks
            or figures.doubtful
            or figures.others > MOST_WORDS
            or (figures.imprecise and len(marks) == 1)
        ):
            return Refused("question.scale.hint.unknown", bounds)
        if not all(self.low <= mark <= self.high for mark in marks):
            return Refused("question.scale.hint.range", bounds)
        if len(marks) == 1:
            return Accepted(marks[0])
        return Unclear(tuple(Option(str(mark), str(mark)) for mark in marks))
