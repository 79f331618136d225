"""What did a survey find, whatever its size? The store's counts as figures of each question, each with its denominators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.participation.results.tally import (
    COUNTED,
    NUMBERS,
    OPEN,
    Tally,
    Turnout,
    labels_of,
    tally_given,
    values_of,
)
from bot.participation.surveys.versions import Question, merge, name_in, read_versions, step_of
from storage.findings import Standing
from storage.responses import DONE
from storage.surveys import Survey
from storage.unit import Unit

#: (mark, what was chosen) → how many people
Crossed = Counter[tuple[str, tuple[str, ...]]]

#: states of recipients whom a message did reach
REACHED = ("sent",)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many were asked to take part on a channel, and how many a message reached."""

    channel: str
    invited: int
    reached: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a survey found so far."""

    turnout: Turnout
    tallies: Sequence[Tally]
    #: questions by name, with choices that are offered no more
    questions: Mapping[str, Question]
    #: question of a scale → mark → how many gave it
    spread: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)
    reach: Sequence[Reach] = ()

    @property
    def invited(self) -> int:
        """How many were asked to take part."""
        return sum(one.invited for one in self.reach)

    @property
    def reached(self) -> int:
        """How many a message reached."""
        return sum(one.reached for one in self.reach)


def read_questions(
    unit: Unit, survey: Survey, now: Sequence[Question], versions: Collection[str] | None = None
) -> list[Question]:
    """Return every question that somebody answered, or is asked now; `versions` are known where they were read."""
    found = unit.findings.versions(survey.id) if versions is None else versions
    return merge(now, read_versions(unit, survey, found))


def read_outcome(unit: Unit, survey: Survey, now: Sequence[Question], language: str) -> Outcome:
    """Return the results; `now` are the questions of the version that new sessions begin with."""
    return replace(read_answers(unit, survey, now, language), reach=read_reach(unit, survey))


def read_answers(unit: Unit, survey: Survey, now: Sequence[Question], language: str) -> Outcome:
    """Return the same without whom it reached: nothing differs until somebody answers."""
    standing = unit.findings.standing(survey.id)
    questions = read_questions(unit, survey, now, {one.version for one in standing})
    given = _given(unit, survey, questions)
    stands: Counter[tuple[str, bool]] = Counter()
    skips: Counter[str] = Counter()
    for one in standing:
        stands[one.step, one.state == OPEN and survey.state == OPEN] += one.count
        skips.update(dict.fromkeys(one.skipped, one.count))
    tallies = [
        tally_given(question, given.get(question["ask"], ()), skips, stands, language, lambda text: "")
        for question in questions
    ]
    spread = {q["ask"]: Counter(given.get(q["ask"], ())) for q in questions if q["type"] == "scale"}
    named = {q["ask"]: q for q in questions}
    return Outcome(_turnout(standing), tallies, named, spread)


def _given(unit: Unit, survey: Survey, questions: Sequence[Question]) -> dict[str, list[Any]]:
    """Return all that was given at each question; of free words only how many there are."""
    shown = (*COUNTED, *NUMBERS)
    given: dict[str, list[Any]] = {}
    for step, type, value, count in unit.findings.values(survey.id, shown):
        told = value if type in shown else ""
        given.setdefault(name_in(questions, step, type), []).extend([told] * count)
    return given


def _turnout(standing: Sequence[Standing]) -> Turnout:
    began: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    for one in standing:
        began[one.channel] += one.count
        ended[one.channel] += one.count if one.state == DONE else 0
    channels = {channel: (began[channel], ended[channel]) for channel in sorted(began)}
    return Turnout(began.total(), ended.total(), channels)


def read_reach(unit: Unit, survey: Survey) -> list[Reach]:
    """Return whom broadcasts of a survey asked, and reached, by channel."""
    invited: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for channel, state, count in unit.findings.reach(survey.slug):
        invited[channel] += 0 if state == "excluded" else count
        reached[channel] += count if state in REACHED else 0
    return [
        Reach(channel, invited[channel], reached[channel]) for channel in sorted(invited) if invited[channel]
    ]


def read_crossing(
    unit: Unit, survey: Survey, question: Question, by: str, mark: Question | None, language: str
) -> list[Crossed]:
    """Return (mark, what was chosen) → how many: `by` is a mark of responses, or `mark` another question.

    One for each choice of a mark with several: whoever chose it, and the others ("—"), so that each person is in one line.
    """
    step = step_of(question["ask"])
    if mark is None:
        rows = unit.findings.crossed(survey.id, step, by)
        return [_crossed((str(name or "—"), value, count) for name, value, count in rows)]
    labels, pairs = labels_of(mark, language), unit.findings.paired(survey.id, step, step_of(mark["ask"]))
    told = [(values_of(other), value, count) for other, value, count in pairs]
    if mark["type"] != "choices":
        return [_crossed((labels.get(o[0], o[0]) if o else "—", value, count) for o, value, count in told)]
    return [
        _crossed((label if option in others else "—", value, count) for others, value, count in told)
        for option, label in labels.items()
    ]


def _crossed(rows: Iterable[tuple[str, Any, int]]) -> Crossed:
    said: Crossed = Counter()
    for name, value, count in rows:
        said[name, tuple(values_of(value))] += count
    return said
