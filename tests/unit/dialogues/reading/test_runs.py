"""Are options that follow one another chosen at once, in each language?"""

from __future__ import annotations

import pytest

from dialogues.content import Option
from dialogues.reading.choices import find_several
from tests.unit.dialogues.scenes import lexicons

WEEKS = {
    "fr": "Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "es": "Lunes Martes Miércoles Jueves Viernes Sábado Domingo",
    "pt": "Segunda-feira Terça-feira Quarta-feira Quinta-feira Sexta-feira Sábado Domingo",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}


@pytest.mark.parametrize(
    ("text", "language", "chosen"),
    [
        ("du lundi au vendredi", "fr", "01234"),
        ("de 2 à 4", "fr", "123"),
        ("les deux premiers", "fr", "01"),
        ("les 3 dernières", "fr", "456"),
        ("en semaine", "fr", "01234"),
        ("le week-end svp", "fr", "56"),
        ("tous les jours sauf le week end", "fr", "01234"),
        ("en semaine sauf mercredi", "fr", "0134"),
        ("monday to friday", "en", "01234"),
        ("the first two", "en", "01"),
        ("all except sunday", "en", "012345"),
        ("de lunes a viernes", "es", "01234"),
        ("los dos primeros", "es", "01"),
        ("todos menos el domingo", "es", "012345"),
        ("de segunda a sexta", "pt", "01234"),
        ("todos exceto domingo", "pt", "012345"),
        ("من الاثنين إلى الجمعة", "ar", "01234"),
        ("الكل ما عدا الأحد", "ar", "012345"),
    ],
)
def test_a_run_is_chosen(text: str, language: str, chosen: str) -> None:
    options = tuple(Option(str(n), day) for n, day in enumerate(WEEKS[language].split()))
    assert "".join(o.value for o in find_several(text, options, lexicons()[language]).chosen) == chosen


@pytest.mark.parametrize("text", ["du vendredi au lundi", "de lundi à l'aube", "les 8 premiers", "premiers"])
def test_what_is_no_run_is_asked_again(text: str) -> None:
    options = tuple(Option(str(n), day) for n, day in enumerate(WEEKS["fr"].split()))
    assert len(find_several(text, options, lexicons()["fr"]).chosen) < 2


def test_a_week_end_of_places_is_none() -> None:
    assert (
        find_several("le week-end", (Option("a", "Parc"), Option("b", "Gare")), lexicons()["fr"]).chosen == ()
    )
