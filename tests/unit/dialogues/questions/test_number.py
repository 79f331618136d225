"""Is one certain figure taken, within its limits and in its unit?"""

from __future__ import annotations

import pytest

from dialogues.inputs import Json
from dialogues.questions.number import NumberQuestion
from dialogues.questions.shape import Accepted, Refused, Unclear
from tests.unit.dialogues.scenes import reply, scene

MINUTES = NumberQuestion(minimum=0, maximum=600, unit="minutes")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(
            ("30", 30),
            ("30 minutes", 30),
            ("30mn", 30),
            ("1h30", 90),
            ("1 h 30", 90),
            ("2h", 120),
            ("une heure", 60),
            ("90", 90),
        ),
        *(
            ("vingt-deux", 22),
            ("quatre-vingt-dix", 90),
            ("c'est 15", 15),
            ("15 svp", 15),
            ("15 min", 15),
            ("1h05", 65),
            ("0", 0),
        ),
        *(
            ("trente minutes", 30),
            ("j'y vais 20 minutes", 20),
            ("2️⃣", 2),
            ("45'", 45),
            ("zero", 0),
            ("dix", 10),
            ("1,5 h", 90),
        ),
        *(("cent vingt", 120), ("soixante-dix", 70), ("3.", 3)),
    ],
)
def test_a_figure_is_taken(text: str, value: int) -> None:
    assert MINUTES.read(reply(text), scene()) == Accepted(value)


@pytest.mark.parametrize(
    "text",
    ["une vingtaine", "environ 20", "à peu près 20", "plus de 20", "entre 10 et 20", "quelques minutes"],
)
def test_about_is_asked_again(text: str) -> None:
    assert MINUTES.read(reply(text), scene()) == Refused("question.number.hint.imprecise")


@pytest.mark.parametrize(
    ("text", "hint", "params"),
    [
        ("601", "above", {"maximum": 600}),
        ("-1", "below", {"minimum": 0}),
        ("2,5", "whole", {}),
        ("30 km", "unit", {"unit": "minutes"}),
        ("bonjour", "unknown", {}),
        ("pas 5", "unknown", {}),
    ],
)
def test_a_bad_figure_is_told_why(text: str, hint: str, params: dict[str, Json]) -> None:
    assert MINUTES.read(reply(text), scene()) == Refused(f"question.number.hint.{hint}", params)


def test_two_figures_are_asked() -> None:
    read = MINUTES.read(reply("20 ou 30"), scene())
    assert isinstance(read, Unclear) and [o.value for o in read.options] == ["20", "30"]


@pytest.mark.parametrize("text", ["20 ou 700", "1.000"])
def test_a_limit_settles_no_doubt(text: str) -> None:
    assert MINUTES.read(reply(text), scene()) == Refused("question.number.hint.above", {"maximum": 600})


def test_the_figure_offered_can_be_tapped() -> None:
    assert MINUTES.read(reply(choice="30"), scene()) == Accepted(30)


def test_a_fraction_is_taken_where_allowed() -> None:
    assert NumberQuestion(decimal=True).read(reply("2,5"), scene()) == Accepted(2.5)


def test_a_number_is_shown_as_it_is_written() -> None:
    assert [q.show(v, scene()) for q, v in ((MINUTES, 90), (NumberQuestion(), 2.5))] == ["90 minutes", "2,5"]


@pytest.mark.parametrize(
    ("text", "unit", "language", "value"),
    [
        ("un quart d'heure", "minutes", "fr", 15),
        ("trois quarts d'heure", "minutes", "fr", 45),
        ("1h et demie", "minutes", "fr", 90),
        ("une heure et demie de route", "minutes", "fr", 90),
        ("3/4 h", "minutes", "fr", 45),
        ("120 secondes", "minutes", "fr", 2),
        ("half an hour", "minutes", "en", 30),
        ("one hour and a half", "minutes", "en", 90),
        ("media hora", "minutes", "es", 30),
        ("uma hora e meia", "minutes", "pt", 90),
        ("نصف ساعة", "minutes", "ar", 30),
        ("200 centimes", "euros", "fr", 2),
        ("juste moi", "", "fr", 1),
        ("seule", "people", "fr", 1),
        ("solo yo", "people", "es", 1),
        ("personne", "people", "fr", 0),
        ("aucun", "", "fr", 0),
        ("jamais", "times", "fr", 0),
    ],
)
def test_amounts_in_words_are_read(text: str, unit: str, language: str, value: int) -> None:
    assert NumberQuestion(unit=unit).read(reply(text), scene(language=language)) == Accepted(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12€50", 12.5), ("12 euros 50", 12.5), ("12e50", 12.5), ("50 centimes", 0.5), ("2 et demi", 2.5)],
)
def test_prices_are_read(text: str, value: float) -> None:
    assert NumberQuestion(unit="euros", decimal=True).read(reply(text), scene()) == Accepted(value)


@pytest.mark.parametrize(
    ("text", "unit"), [("1 et demi", ""), ("90 secondes", "minutes"), ("50 centimes", "euros")]
)
def test_half_of_one_is_no_whole_number(text: str, unit: str) -> None:
    assert NumberQuestion(unit=unit).read(reply(text), scene()) == Refused("question.number.hint.whole")


@pytest.mark.parametrize(
    ("text", "unit"), [("jamais", "minutes"), ("juste moi", "minutes"), ("moi et ma femme", "people")]
)
def test_words_that_count_nothing_are_asked_again(text: str, unit: str) -> None:
    assert isinstance(NumberQuestion(unit=unit).read(reply(text), scene()), Refused)
