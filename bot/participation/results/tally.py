"""How many were asked each question, and what did they say? Counts with their denominators, and where people gave up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.participation.results.heads import heads_in
from bot.participation.results.marks import Marks, sum_up
from storage.answers import Answer
from storage.responses import DONE, Response

#: state of a session that goes on, and of a survey that takes answers
OPEN = "open"

#: Files a text under a theme, "" for none
Filing = Callable[[str], str]

#: question types that are counted by value, and those that are numbers
COUNTED, NUMBERS = ("choice", "choices", "yesno"), ("scale", "number")


@dataclass(frozen=True, slots=True)
class Tally:
    """One question: of those who came to it, who answered, passed, stopped there, or may still answer."""

    name: str
    type: str
    label: str
    answered: int
    skipped: int
    #: it was left for good
    stopped: int
    #: value → how many; of a choice of several, each may count more than once in all
    values: Mapping[str, int] = field(default_factory=dict)
    #: value → what residents read
    labels: Mapping[str, str] = field(default_factory=dict)
    marks: Marks | None = None
    #: theme → how many free answers
    themes: Mapping[str, int] = field(default_factory=dict)
    #: the question waits: they have time
    pending: int = 0

    @property
    def asked(self) -> int:
        """How many came to it."""
        return self.answered + self.skipped + self.stopped + self.pending


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many began, and finished, in all and by channel."""

    started: int
    finished: int
    #: channel → (began, finished)
    channels: Mapping[str, tuple[int, int]]


def turn_out(responses: Sequence[Response]) -> Turnout:
    """Return how many took part."""
    began = Counter(response.channel for response in responses)
    ended = Counter(response.channel for response in responses if response.state == DONE)
    channels = {channel: (began[channel], ended[channel]) for channel in sorted(began)}
    return Turnout(began.total(), ended.total(), channels)


def tally(
    questions: Sequence[Mapping[str, Any]],
    responses: Sequence[Response],
    answers: Sequence[Answer],
    language: str,
    file: Filing = lambda text: "",
) -> list[Tally]:
    """Return the counts of each question, in their order."""
    skipped = Counter(step for response in responses for step in response.skipped)
    stands = Counter((response.step, response.state == OPEN) for response in responses if response.step)
    given: dict[str, list[Any]] = {}
    for answer in answers:
        given.setdefault(answer.step, []).append(answer.value)
    return [
        tally_given(question, given.get(question["ask"], ()), skipped, stands, language, file)
        for question in questions
    ]


def tally_given(
    question: Mapping[str, Any],
    given: Sequence[Any],
    skipped: Mapping[str, int],
    stands: Mapping[tuple[str, bool], int],
    language: str,
    file: Filing,
) -> Tally:
    """Return the counts of one question, of all that was given.

    `stands` is how many stand at a question (its name, whether it still waits for them).
    """
    name, kind = question["ask"], question["type"]
    said = labels_of(question, language)
    values = (
        Counter(value for answer in given for value in values_of(answer))
        if kind in COUNTED
        else Counter[str]()
    )
    numbers = [value for value in given if kind in NUMBERS and isinstance(value, int | float)]
    themes = Counter(file(str(value)) for value in given) if kind == "text" else Counter[str]()
    return Tally(
        name, kind, in_language(question["text"], language), len(given), skipped.get(name, 0), stands.get((name, False), 0),
        {value: values[value] for value in (*said, *(v for v in sorted(values) if v not in said))}, said,
        sum_up(numbers, nps=bool(question.get("nps"))),
        dict(themes.most_common()), stands.get((name, True), 0),
    )  # fmt: skip


def values_of(answer: Any) -> list[str]:
    """Return what was chosen, one or several, as texts."""
    match answer:
        case bool():
            return ["yes" if answer else "no"]
        case list():
            return [str(value) for value in answer]
    return [str(answer)]


def labels_of(question: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return value → label of the choices of a question, in their order."""
    written = {c["value"]: in_language(c["label"], language) for c in question.get("choices") or ()}
    return written or (dict(heads_in(language)["yes_no"]) if question["type"] == "yesno" else {})


def in_language(texts: Mapping[str, Any], language: str) -> str:
    """Return the wording in a language, else in the first there is."""
    text: Any = texts.get(language) or next(iter(texts.values()))
    while isinstance(text, dict):
        text = text.get("long") or text.get("other") or ""
    return str(text)
