"""Do the conversations of each language pass every step and choose every option of every script?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialogues.definition import Ask, Definition
from dialogues.loader import LANGUAGES
from dialogues.questions.recap import RecapQuestion
from tests.golden.files import FOLDER, names, seen
from tests.golden.stage import library

DIALOGUES = sorted(library().latest)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_every_step_is_reached(dialogue: str, language: str) -> None:
    passed = {met for name in names(language) for met in seen(FOLDER / language / f"{name}.txt").steps}
    steps = library().get(dialogue).steps
    assert [step.id for step in steps if (dialogue, step.id) not in passed] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_every_option_is_chosen_once(dialogue: str, language: str) -> None:
    given = {met for name in names(language) for met in seen(FOLDER / language / f"{name}.txt").answers}
    assert [option for option in _options(library().get(dialogue)) if option not in given] == []


def _options(definition: Definition) -> Iterator[tuple[str, str, str]]:
    for step in definition.steps:
        if isinstance(step, Ask):
            for value in _values(step):
                yield definition.name, step.id, value


def _values(step: Ask) -> Iterator[str]:
    if step.question.name in ("yesno", "consent"):
        yield from ("True", "False")
    elif isinstance(step.question, RecapQuestion) or step.question.name in ("choice", "choices"):
        yield from (choice.value for choice in step.choices)
