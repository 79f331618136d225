"""Do surveys, questions and choices get names that scripts take, each its own?"""

from __future__ import annotations

import pytest

from bot.participation.surveys.form import RESERVED, SLUG
from bot.participation.surveys.naming import choice_of, question_of, slug_of


@pytest.mark.parametrize(
    "title", ["Le bus de nuit", "", "🚌", "مشروع الساحة", "é" * 300, "x" * 90, "a b " * 40]
)
def test_every_title_makes_a_name(title: str) -> None:
    assert SLUG.fullmatch(slug_of(title))
    assert SLUG.fullmatch(slug_of(title, {slug_of(title)}))
    assert slug_of(title, {slug_of(title)}) != slug_of(title)


def test_a_question_is_named_by_its_words() -> None:
    assert question_of("Avez-vous pris le bus de nuit ?") == "pris_bus_nuit"
    assert question_of("Où ?") == "ou"
    assert question_of("2 enfants ?") == "q_2_enfants"
    assert question_of("?") == "question"


def test_reserved_names_are_not_given() -> None:
    assert question_of("correcting") not in RESERVED


def test_choices_of_one_beginning_are_told_apart() -> None:
    taken: set[str] = set()
    for label in (
        "Très souvent le soir",
        "Très souvent le soir tard",
        "Très souvent le soir tôt",
        "😀",
        "😁",
    ):
        taken.add(choice_of(label, taken))
    assert len(taken) == 5
