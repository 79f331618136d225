"""Do all question types keep their promises: total, helpful, in every language?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

import dialogues.questions as package
from dialogues.content import Capabilities, Option
from dialogues.inputs import Attachment, Point
from dialogues.questions.choices import ChoicesQuestion
from dialogues.questions.date import DateQuestion
from dialogues.questions.number import NumberQuestion
from dialogues.questions.scale import ScaleQuestion
from dialogues.questions.shape import Accepted, Question, Refused, Unclear
from dialogues.questions.table import QUESTIONS
from dialogues.questions.text import TextQuestion
from dialogues.reading.vocabulary import LANGUAGES
from tests.unit.dialogues.scenes import DISTRICTS, SMS, TELEGRAM, USUAL, phrasebook, reply, scene

ALL: list[Question] = [kind() for kind in QUESTIONS.values()] + [
    TextQuestion(min_words=4, max_length=50),
    ChoicesQuestion(min=0, max=2),
    ScaleQuestion(0, 10, "non", "oui"),
    NumberQuestion(-3, 100, decimal=True, unit="minutes"),
    NumberQuestion(0, 10, unit="kilometres"),
    DateQuestion("today", None),
    DateQuestion(None, "today"),
]
HABITS = [
    "oui",
    "non",
    "1",
    "2",
    "1 ou 2",
    "1 et 3",
    "tous",
    "aucun",
    "8/10",
    "demain",
    "le 3",
    "31/02",
    "1h30",
    "environ",
    "c'est tout",
    "ok",
    "½",
    "²",
    "١",
    "1.000",
    "9" * 40,
    "-" * 30,
    "a b",
]

TEXTS = st.text(st.characters(codec=None), max_size=80) | st.lists(st.sampled_from(HABITS), max_size=4).map(
    " ".join
)
CHOICES = (
    st.none()
    | st.sampled_from(["often", "yes", "enough", "ok", "3", "2026-05-05", "c"])
    | st.text(max_size=8)
)
POINTS = st.none() | st.builds(Point, st.floats(), st.floats(), st.text(max_size=5))
FILES = st.lists(
    st.builds(
        Attachment,
        st.text(max_size=5),
        st.sampled_from(["image/png", "", "text/html", "IMAGE/JPEG; q=1"]),
        st.text(st.characters(codec=None), max_size=5),
    ),
    max_size=7,
)
CHANNELS: st.SearchStrategy[Capabilities] = st.sampled_from([SMS, TELEGRAM, Capabilities(buttons=3, rows=10)])


@given(
    st.sampled_from(ALL),
    TEXTS,
    CHOICES,
    POINTS,
    FILES,
    st.sampled_from(LANGUAGES),
    CHANNELS,
    st.sampled_from([(), USUAL, (Option("", ""), Option("2", "1"))]),
    st.none() | st.just("brouillon"),
)
def test_anything_can_be_read_and_shown(
    question: Question,
    text: str,
    choice: str | None,
    point: Point | None,
    files: list[Attachment],
    language: str,
    channel: Capabilities,
    options: tuple[Option, ...],
    draft: str | None,
) -> None:
    asked = scene(
        *options, language=language, capabilities=channel, draft=draft, known={"districts": DISTRICTS}
    )
    question.ask(asked)
    match question.read(reply(text, choice, point, tuple(files)), asked):
        case Accepted(value):
            assert isinstance(question.show(value, asked), str)
        case Refused(hint, params):
            assert phrasebook().has(hint, language) and asked.say(hint, **params).encode()
        case Unclear(found):
            assert len(found) > 1


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
@pytest.mark.parametrize(
    "text", ["x" * 100_000, "1 " * 50_000, "oui " * 25_000, "\u0301" * 100_000, "١" * 100_000]
)
def test_a_hundred_kilobytes_are_read(question: Question, text: str) -> None:
    asked = scene(*USUAL, known={"districts": DISTRICTS})
    assert not isinstance(question.read(reply(text), asked), Accepted)


@pytest.mark.parametrize("name", QUESTIONS)
def test_its_name_is_its_own(name: str) -> None:
    assert QUESTIONS[name].name == name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", QUESTIONS)
def test_help_is_in_every_language(name: str, language: str) -> None:
    assert phrasebook().has(f"question.{name}.help", language)


def test_every_sentence_named_in_the_code_exists() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in Path(package.__path__[0]).glob("*.py"))
    keys = {key for key in re.findall(r'"(question\.[a-z.]+[a-z])"', code) if "." in key}
    assert len(keys) > 40
    assert [
        (key, language) for key in keys for language in LANGUAGES if not phrasebook().has(key, language)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_sentences(language: str) -> None:
    entries = phrasebook().entries
    own, french = ({key for key in entries[name] if key.startswith("question.")} for name in (language, "fr"))
    assert own == french


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("text", {"min_words": 4}),
        ("scale", {"low": 0, "high": 10}),
        ("date", {"earliest": "today"}),
        ("consent", {"purpose": "news"}),
    ],
)
def test_scripts_can_set_it(name: str, settings: dict[str, object]) -> None:
    made = TypeAdapter(QUESTIONS[name]).validate_python(settings)
    assert all(getattr(made, field) == value for field, value in settings.items())
