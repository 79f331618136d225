"""Does a sentence take the form that suits its number, in each language?"""

from __future__ import annotations

import pytest

from bot.pages.plural import say_count

PEOPLE = {"one": "{count} personne", "other": "{count} personnes"}


@pytest.mark.parametrize(
    ("n", "language", "said"),
    [
        (0, "fr", "0 personne"),
        (1, "fr", "1 personne"),
        (2, "fr", "2 personnes"),
        (0, "en", "0 personnes"),
        ("1", "fr", "1 personne"),
        ("", "fr", " personnes"),
        ("…", "fr", "… personnes"),
        (1_000_000, "fr", "1\u202f000\u202f000 personnes"),
    ],
)
def test_numbers_choose_their_form(n: float | str, language: str, said: str) -> None:
    assert say_count(PEOPLE, n, language) == said


def test_one_form_suits_every_number() -> None:
    assert say_count("{language} : {count}", 3, "fr", language="breton") == "breton : 3"
