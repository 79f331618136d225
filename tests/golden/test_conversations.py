"""Does every conversation still go as it was written down, and do they pass every way of every script?"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest

import dialogues.walk
from dialogues.definition import Ask, Definition, Step
from dialogues.events import Answered, Event
from dialogues.questions.recap import RecapQuestion
from dialogues.view import View
from tests.golden.play import Played, play
from tests.golden.stage import library

FOLDER = Path(__file__).parent / "conversations"
FILES = sorted(FOLDER.glob("*/*.txt"))

#: what each language shows at least, beside French
EVERYWHERE = ("commands", "idea")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_it_goes_as_written_down(file: Path, pytestconfig: pytest.Config) -> None:
    written = file.read_text(encoding="utf-8")
    played = play(written).text
    if pytestconfig.getoption("--update-golden"):
        file.write_text(played, encoding="utf-8")
    else:
        assert played == written, "\n".join(
            unified_diff(written.split("\n"), played.split("\n"), lineterm="")
        )


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt", "ar"])
def test_each_language_is_played(language: str) -> None:
    for what in EVERYWHERE:
        file = FOLDER / language / f"{what}.txt"
        assert f"# language: {language}" in file.read_text(encoding="utf-8")


class Trace:
    """What the conversations met: steps that were passed, answers that were given, items corrected."""

    def __init__(self) -> None:
        self.steps: set[tuple[str, str]] = set()
        self.answers: set[tuple[str, str, str]] = set()

    def keep(self, played: Played) -> None:
        self.answers |= played.corrected
        for event in played.stage.events:
            if isinstance(event, Answered):
                self.answers.add((event.dialogue, event.step, str(event.value)))


@pytest.fixture(scope="module")
def trace() -> Trace:
    """Play every file once, each step that is passed noted."""
    kept, passed = Trace(), dialogues.walk._pass

    def noted(step: Step, view: View, events: list[Event]) -> tuple[object, bool, bool]:
        kept.steps.add((view.definition.name, step.id))
        return passed(step, view, events)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialogues.walk, "_pass", noted)
        for file in FILES:
            kept.keep(play(file.read_text(encoding="utf-8")))
    return kept


@pytest.mark.parametrize("name", sorted(library().latest))
def test_every_step_is_reached(name: str, trace: Trace) -> None:
    steps = library().get(name).steps
    assert [step.id for step in steps if (name, step.id) not in trace.steps] == []


@pytest.mark.parametrize("name", sorted(library().latest))
def test_every_option_is_chosen_once(name: str, trace: Trace) -> None:
    assert [way for way in _options(library().get(name)) if way not in trace.answers] == []


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
