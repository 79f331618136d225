"""What did a survey ask, in all its versions? Answers to a question that is asked no more are results too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.participation.surveys.form import Form
from bot.participation.surveys.framing import form_of
from bot.participation.surveys.keeping import written
from storage.answers import Answer
from storage.surveys import Survey
from storage.unit import Unit

#: what joins the name of a question and its former type
JOINT = "__"

Question = Mapping[str, Any]


def read_versions(unit: Unit, survey: Survey, versions: Collection[str]) -> list[Sequence[Question]]:
    """Return the questions of these versions, the latest first; those of the version now are left out."""
    earlier = sorted(set(versions) - {survey.version})
    stored = [unit.definitions.get(survey.dialogue, version) for version in earlier]
    there = sorted((one for one in stored if one is not None), key=lambda one: one.published_at, reverse=True)
    return [form_of(one.source).questions for one in there]


def whole_form(unit: Unit, survey: Survey, timezone: ZoneInfo) -> Form:
    """Return the survey as it is asked now, with the questions that earlier versions asked."""
    form = written(unit, survey, timezone)
    return form.model_copy(
        update={
            "steps": [
                dict(q)
                for q in merge(form.questions, read_versions(unit, survey, unit.findings.versions(survey.id)))
            ]
        }
    )


def merge(now: Sequence[Question], earlier: Iterable[Sequence[Question]]) -> list[Question]:
    """Return every question once: those asked now, then each former one after the one that it followed.

    A question whose type changed is two; choices that are offered no more come after those that are.
    """
    merged: list[Question] = list(now)
    for version in earlier:
        after = -1
        for question in version:
            at = _place(merged, question)
            if at is None:
                merged.insert(after + 1, _apart(merged, question))
                after += 1
            else:
                merged[at], after = _with_choices(merged[at], question), at
    return merged


def _place(merged: Sequence[Question], question: Question) -> int | None:
    names = (question["ask"], _former(question))
    same = (i for i, one in enumerate(merged) if one["ask"] in names and one["type"] == question["type"])
    return next(same, None)


def _former(question: Question) -> str:
    return f"{question['ask']}{JOINT}{question['type']}"


def _apart(merged: Sequence[Question], question: Question) -> Question:
    """Return a former question, under a name of its own where its name means another one now."""
    taken = any(one["ask"] == question["ask"] for one in merged)
    return {**question, "former": True, "ask": _former(question) if taken else question["ask"]}


def _with_choices(question: Question, former: Question) -> Question:
    held = {choice["value"] for choice in question.get("choices") or ()}
    more = [choice for choice in former.get("choices") or () if choice["value"] not in held]
    return {**question, "choices": [*(question.get("choices") or ()), *more]} if more else question


def renamed(questions: Sequence[Question], answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers under the names that their questions have, once a type changed."""
    types = {question["ask"]: question["type"] for question in questions}
    return [
        answer
        if types.get(answer.step, answer.type) == answer.type
        else answer._replace(step=f"{answer.step}{JOINT}{answer.type}")
        for answer in answers
    ]


def name_in(questions: Sequence[Question], step: str, type: str) -> str:
    """Return the name under which the answers of a step, of a type, are told."""
    types = {question["ask"]: question["type"] for question in questions}
    return step if types.get(step, type) == type else f"{step}{JOINT}{type}"


def step_of(name: str) -> str:
    """Return the step that a told name stands for."""
    return name.partition(JOINT)[0]
