"""Are figures read as people write them, in figures and in letters?"""

from __future__ import annotations

import pytest

from dialogues.reading.numbers import number_of, read_figures
from tests.unit.dialogues.scenes import lexicons

FR = lexicons()["fr"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(
            ("90", 90),
            ("vingt-deux", 22),
            ("quatre-vingt-dix", 90),
            ("soixante dix", 70),
            ("zéro", 0),
            ("zero", 0),
        ),
        *(("2,5", 2.5), ("2.5", 2.5), ("1 000", 1000), ("-5", -5), ("deux mille vingt-six", 2026), ("2️⃣", 2)),
        *(
            ("30 minutes", 30),
            ("30 mn", 30),
            ("1h30", 90),
            ("1 h 30", 90),
            ("1h05", 65),
            ("2h", 120),
            ("une heure", 60),
        ),
        *(
            ("une", 1),
            ("une fois", 1),
            ("j'ai 3 enfants", 3),
            ("3.", 3),
            ("٢٠", 20),
            ("60%", 60),
            ("20€", 20),
        ),
    ],
)
def test_one_figure(text: str, value: float) -> None:
    assert read_figures(text, FR, "minutes").values == (value,)


@pytest.mark.parametrize(
    "text",
    ["une vingtaine", "environ 20", "à peu près 20", "plus de 5", "quelques-uns", "un peu", "une dizaine"],
)
def test_about_is_imprecise(text: str) -> None:
    assert read_figures(text, FR).imprecise


def test_two_figures_are_both_met() -> None:
    assert [read_figures(t, FR).values for t in ("8 ou 9", "20-30", "3 enfants et 2 chiens")] == [
        (8, 9),
        (20, 30),
        (3, 2),
    ]


def test_a_dot_before_three_figures_has_two_readings() -> None:
    assert read_figures("1.000", FR).values == (1000, 1)


def test_a_denied_figure_is_doubtful() -> None:
    assert read_figures("pas 5", FR).doubtful


@pytest.mark.parametrize("text", ["", "bonjour", "9" * 5000, "un banc devant la poste", "\x00", "🚲"])
def test_no_figure(text: str) -> None:
    assert read_figures(text, FR).values == ()


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("en", "twenty two", 22),
        ("es", "veintidos", 22),
        ("pt", "vinte e dois", 22),
        ("ar", "عشرون", 20),
        ("fr", "deux", 2),
    ],
)
def test_words_of_each_language(language: str, words: str, number: int) -> None:
    assert number_of(words, lexicons()[language]) == number
