"""How is a quantity asked for and read?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from babel.numbers import format_decimal

from dialogues.content import Option
from dialogues.inputs import Json, Reply
from dialogues.questions.shape import PLAIN, Accepted, Prompt, Reading, Refused, Scene, Unclear
from dialogues.reading.fold import fold
from dialogues.reading.numbers import MEASURES, Figures, read_figures

#: Words that may stand around a figure: "j'ai 3 enfants à la maison".
MOST_WORDS = 4
#: A figure as Unclear offers it.
OFFERED = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)
#: Figures kept after the comma once units are converted.
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class NumberQuestion:
    """One figure; the value is a JSON number, whole unless `decimal`."""

    name: ClassVar[str] = "number"

    minimum: float | None = None
    maximum: float | None = None
    #: may it have a fraction ("2,5")?
    decimal: bool = False
    #: a unit of the lexicon ("minutes", "euros"); others of the same measure are converted
    unit: str = ""

    def ask(self, scene: Scene) -> Prompt:
        """Return the step's options if it has some: nothing else is needed to write a figure."""
        return Prompt(options=scene.options)

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept one certain figure; "une vingtaine" and "environ 20" are asked again."""
        tapped = OFFERED.fullmatch(reply.choice or "")
        if tapped is not None:
            return self._check(Figures((float(tapped.group()),)), scene)
        said = self._in_words(reply.text, scene)
        if said is not None:
            return self._check(Figures((said,)), scene)
        figures = read_figures(reply.text, scene.lexicon, self.unit)
        if figures.imprecise:
            return Refused("question.number.hint.imprecise")
        if not figures.values or figures.doubtful or figures.others > MOST_WORDS:
            return Refused("question.number.hint.unknown")
        if self._other_measure(figures):
            return Refused("question.number.hint.unit", {"unit": scene.say(f"question.unit.{self.unit}")})
        return self._check(figures, scene)

    def show(self, value: Json, scene: Scene) -> str:
        """Return the number as the language writes it, with its unit."""
        written = format_decimal(value, locale=scene.language)
        return f"{written} {scene.say(f'question.unit.{self.unit}')}" if self.unit in SHOWN_UNITS else written

    def _in_words(self, text: str, scene: Scene) -> float | None:
        """Return 0 for "aucun", and for "jamais" where times are counted; 1 for "juste moi" where people are."""
        words = scene.lexicon
        folded = words.without_politeness(fold(text)) if len(text) <= PLAIN else ""
        if folded in words.none or (folded in words.never and self.unit in ("", "times")):
            return 0.0
        return 1.0 if folded in words.amounts.alone and self.unit in ("", "people") else None

    def _other_measure(self, figures: Figures) -> bool:
        if figures.unit is None or self.unit not in SHOWN_UNITS or figures.unit == self.unit:
            return False
        return MEASURES.get(figures.unit, (figures.unit,))[0] != MEASURES.get(self.unit, (self.unit,))[0]

    def _check(self, figures: Figures, scene: Scene) -> Reading:
        values = [value if self.decimal else _whole(value) for value in dict.fromkeys(figures.values)]
        if None in values:
            return Refused("question.number.hint.whole")
        whole = [value for value in values if value is not None]
        refusal = next((refused for value in whole if (refused := self._refusal(value)) is not None), None)
        fitting = [value for value in whole if self._refusal(value) is None]
        if refusal is not None and len(fitting) < 2:
            return refusal
        if len(fitting) == 1:
            return Accepted(fitting[0])
        return Unclear(tuple(Option(str(v), format_decimal(v, locale=scene.language)) for v in fitting))

    def _refusal(self, value: float) -> Refused | None:
        if self.minimum is not None and value < self.minimum:
            return Refused("question.number.hint.below", {"minimum": _plain(self.minimum)})
        if self.maximum is not None and value > self.maximum:
            return Refused("question.number.hint.above", {"maximum": _plain(self.maximum)})
        return None


#: Units whose name is in the phrasebook (`question.unit.*`).
SHOWN_UNITS = frozenset(
    {
        "minutes",
        "hours",
        "days",
        "metres",
        "kilometres",
        "euros",
        "percent",
        "people",
        "times",
        "years",
        "points",
    }
)


def _whole(value: float) -> int | None:
    rounded = round(value, DECIMALS)
    return int(rounded) if rounded == int(rounded) else None


def _plain(limit: float) -> float:
    return int(limit) if limit == int(limit) else limit
