"""How do texts that were not understood become training data? Somebody reads them, and labels them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.nlu.intents import OUT_OF_SCOPE
from bot.nlu.sentences import read_sentences
from dialogues.reading.fold import fold

#: Training data of a checkout.
DATA = Path(__file__).parents[2] / "nlu_data"

HEAD = """\
# {language}: give each line to the intent that it has, in nlu_data/{language}, or delete it
version: "3.1"
nlu:
"""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A masked text to label; one that came several times is one lesson."""

    language: str
    text: str
    #: [intent, confidence] each, best first
    guesses: Sequence[Sequence[str | float]]
    #: the last one it came
    day: date
    times: int = 1

    @property
    def guess(self) -> str:
        """The best guess."""
        return str(self.guesses[0][0]) if self.guesses else OUT_OF_SCOPE


def gather(lessons: Sequence[Lesson], learnt: frozenset[tuple[str, str]] = frozenset()) -> list[Lesson]:
    """Return each text once, those that came most first; those already `learnt` (language, folded) are left out."""
    times = Counter(_key(lesson) for lesson in lessons)
    first: dict[tuple[str, str], Lesson] = {}
    for lesson in lessons:
        first.setdefault(_key(lesson), lesson)
    once = [
        Lesson(one.language, one.text, one.guesses, one.day, times[key])
        for key, one in first.items()
        if key not in learnt
    ]
    return sorted(once, key=lambda lesson: -lesson.times)


def read_learnt(language: str, data: Path = DATA) -> frozenset[tuple[str, str]]:
    """Return what the training data of a language already hold, folded. Raise PalabreError."""
    files = sorted((data / language).rglob("*.yml"))
    return frozenset((language, fold(s.text) or s.text) for file in files for s in read_sentences(file))


def write_list(lessons: Sequence[Lesson]) -> str:
    """Return the texts with their guesses, to be read."""
    if not lessons:
        return "Nothing to learn from.\n"
    return "".join(
        f"{one.day} {one.language} {one.times:>3}×  {_guesses(one) or 'no guess'}\n    {one.text}\n"
        for one in lessons
    )


def write_yaml(lessons: Sequence[Lesson]) -> str:
    """Return lines for nlu_data, one document for each language, under the intents that were guessed."""
    by_language = groupby(sorted(lessons, key=lambda one: one.language), key=lambda one: one.language)
    return "---\n".join("".join(_document(language, list(some))) for language, some in by_language)


def _document(language: str, lessons: Sequence[Lesson]) -> Iterator[str]:
    yield HEAD.format(language=language)
    for intent, some in groupby(sorted(lessons, key=lambda one: one.guess), key=lambda one: one.guess):
        # between quotes: YAML takes yes and no for something else
        yield f'  - intent: "{intent}"\n    examples: |\n'
        yield from (f"      - {_unmarked(one.text)}\n" for one in some)


def _key(lesson: Lesson) -> tuple[str, str]:
    return lesson.language, fold(lesson.text) or lesson.text


def _guesses(lesson: Lesson) -> str:
    return ", ".join(f"{intent} {float(confidence):.2f}" for intent, confidence in lesson.guesses)


def _unmarked(text: str) -> str:
    """Return a text in which nothing reads as the mark of an entity."""
    return text.replace("[", "(").replace("]", ")")
