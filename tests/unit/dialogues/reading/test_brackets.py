"""Does a figure fall into the bracket that holds it, and into none where the options are no brackets?"""

from __future__ import annotations

import pytest

from dialogues.content import Option
from dialogues.reading.choices import find
from tests.unit.dialogues.scenes import lexicons


def _found(text: str, language: str, *labels: str) -> list[str]:
    options = tuple(Option(str(n), label) for n, label in enumerate(labels))
    return [o.value for o in find(text, options, lexicons()[language])]


AGES = {
    "fr": ("Moins de 18 ans", "18 à 29 ans", "30 à 64 ans", "65 ans et plus"),
    "en": ("Under 18", "18 to 29", "30 to 64", "65 and over"),
    "es": ("Menos de 18 años", "De 18 a 29 años", "De 30 a 64 años", "65 años o más"),
    "pt": ("Menos de 18 anos", "18 a 29 anos", "30 a 64 anos", "65 anos ou mais"),
    "ar": ("أقل من 18", "من 18 إلى 29", "من 30 إلى 64", "65 فما فوق"),
}


@pytest.mark.parametrize("language", AGES)
@pytest.mark.parametrize(
    ("text", "place"), [("17", "0"), ("18", "1"), ("29", "1"), ("35", "2"), ("65", "3"), ("82", "3")]
)
def test_a_figure_falls_into_its_bracket(text: str, place: str, language: str) -> None:
    assert _found(text, language, *AGES[language]) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [("35 ans", "2"), ("j'ai 72 ans", "3"), ("4 ans", "0"), ("30-64", "2"), ("moins de 18", "0")],
)
def test_words_may_stand_around_it(text: str, place: str) -> None:
    assert _found(text, "fr", *AGES["fr"]) == [place]


@pytest.mark.parametrize("text", ["entre 25 et 40", "environ 40", "pas 35"])
def test_what_is_not_in_one_is_asked_again(text: str) -> None:
    assert _found(text, "fr", *AGES["fr"]) == []


def test_a_place_in_the_list_comes_first() -> None:
    assert _found("2", "fr", *AGES["fr"]) == ["1"]


@pytest.mark.parametrize("text", ["8", "12 personnes"])
def test_figures_that_are_no_bracket_hold_nothing(text: str) -> None:
    assert _found(text, "fr", "1 personne", "2 personnes", "6 personnes") == []


def test_what_is_just_so_many_is_not_all_below() -> None:
    assert _found("0 enfant", "fr", "1 personne", "2 personnes", "3 à 4 personnes", "5 et plus") == []
