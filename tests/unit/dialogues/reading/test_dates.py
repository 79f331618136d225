"""Is a day read as people write it, on a Monday 4 May 2026?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.dates import read_date
from dialogues.reading.days import Impossible
from dialogues.reading.vocabulary import LANGUAGES
from tests.unit.dialogues.scenes import AT, lexicons

DAYS = [
    *(
        ("fr", "demain", "2026-05-05"),
        ("fr", "après-demain", "2026-05-06"),
        ("fr", "apres demain", "2026-05-06"),
    ),
    *(("fr", "aujourd'hui", "2026-05-04"), ("fr", "ce soir", "2026-05-04"), ("fr", "hier", "2026-05-03")),
    *(
        ("fr", "le 5 mai", "2026-05-05"),
        ("fr", "le 3 mai", "2027-05-03"),
        ("fr", "03/06", "2026-06-03"),
        ("fr", "3/6", "2026-06-03"),
    ),
    *(
        ("fr", "12.06", "2026-06-12"),
        ("fr", "12-06-2026", "2026-06-12"),
        ("fr", "12/06/26", "2026-06-12"),
        ("fr", "2026-06-12", "2026-06-12"),
    ),
    *(
        ("fr", "1er juin", "2026-06-01"),
        ("fr", "le premier juin", "2026-06-01"),
        ("fr", "le trois juin", "2026-06-03"),
    ),
    *(
        ("fr", "vendredi", "2026-05-08"),
        ("fr", "vendredi prochain", "2026-05-08"),
        ("fr", "lundi en huit", "2026-05-18"),
    ),
    *(
        ("fr", "samedi 9 mai", "2026-05-09"),
        ("fr", "samedi 9", "2026-05-09"),
        ("fr", "ven 15 mai 2026", "2026-05-15"),
    ),
    *(
        ("fr", "dans 15 jours", "2026-05-19"),
        ("fr", "dans une semaine", "2026-05-11"),
        ("fr", "dans 2 mois", "2026-07-04"),
    ),
    *(
        ("fr", "le 5 août svp", "2026-08-05"),
        ("fr", "29 février", "2028-02-29"),
        ("fr", "12 juin à 14h", "2026-06-12"),
    ),
    *(
        ("fr", "il y a 3 jours", "2026-05-01"),
        ("fr", "dimanche dernier", "2026-05-03"),
        ("fr", "à partir du 10 juin", "2026-06-10"),
    ),
    *(
        ("en", "tomorrow", "2026-05-05"),
        ("en", "June 3rd", "2026-06-03"),
        ("en", "next friday", "2026-05-08"),
        ("en", "in 15 days", "2026-05-19"),
    ),
    *(
        ("es", "pasado mañana", "2026-05-06"),
        ("es", "el 3 de junio", "2026-06-03"),
        ("pt", "amanhã", "2026-05-05"),
    ),
    *(
        ("pt", "sexta-feira", "2026-05-08"),
        ("ar", "غدا", "2026-05-05"),
        ("ar", "3 يونيو", "2026-06-03"),
        ("ar", "الجمعة", "2026-05-08"),
    ),
]


@pytest.mark.parametrize(("language", "text", "day"), DAYS)
def test_one_day(language: str, text: str, day: str) -> None:
    found = read_date(text, AT, lexicons()[language])
    assert isinstance(found, tuple)
    assert [d.isoformat() for d in found] == [day]


@pytest.mark.parametrize(
    "text", ["31/02", "le 32 mai", "05/31", "30 février", "samedi 10 mai", "le 100", "0/5", "12/13/2026"]
)
def test_a_day_that_does_not_exist(text: str) -> None:
    assert isinstance(read_date(text, AT, lexicons()["fr"]), Impossible)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("fr", "le 14 juillet dernier", "2025-07-14"),
        ("fr", "14 juillet prochain", "2026-07-14"),
        ("fr", "y a 2 semaines", "2026-04-20"),
        ("fr", "ds 15 jrs", "2026-05-19"),
        ("fr", "mardi matin", "2026-05-05"),
        ("fr", "demain en huit", "2026-05-12"),
        ("en", "friday morning", "2026-05-08"),
        ("es", "el viernes por la tarde", "2026-05-08"),
        ("pt", "sexta de manhã", "2026-05-08"),
        ("ar", "الجمعة صباحا", "2026-05-08"),
    ],
)
def test_a_day_in_passing(language: str, text: str, day: str) -> None:
    found = read_date(text, AT, lexicons()[language])
    assert isinstance(found, tuple) and [str(one) for one in found] == [day]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mardi ou jeudi", ["2026-05-05", "2026-05-07"]),
        ("le 6 mai ou le 8 mai", ["2026-05-06", "2026-05-08"]),
    ],
)
def test_either_of_two_days_is_offered(text: str, days: list[str]) -> None:
    found = read_date(text, AT, lexicons()["fr"])
    assert isinstance(found, tuple) and [str(one) for one in found] == days


@pytest.mark.parametrize("text", ["lundi ou jeudi", "mardi ou jeudi ou samedi", "demain ou jamais"])
def test_a_side_in_doubt_is_not_offered(text: str) -> None:
    assert read_date(text, AT, lexicons()["fr"]) == ()


def test_a_day_without_month_may_be_two() -> None:
    found = read_date("le 3", AT, lexicons()["fr"])
    assert [str(d) for d in found if isinstance(found, tuple)] == ["2026-06-03", "2026-07-03"]  # type: ignore[union-attr]


def test_monday_on_a_monday_may_be_two() -> None:
    assert len(read_date("lundi", AT, lexicons()["fr"])) == 2  # type: ignore[arg-type]


def test_a_birthday_lies_before_today() -> None:
    assert str(read_date("le 5 mai", AT, lexicons()["fr"], past=True)[0]) == "2025-05-05"  # type: ignore[index]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bonjour",
        "bientôt",
        "la semaine prochaine",
        "mai",
        "je sais pas",
        "3 enfants",
        "14h",
        "x" * 5000,
        "\x00",
    ],
)
def test_no_day_is_guessed(text: str) -> None:
    assert read_date(text, AT, lexicons()["fr"]) == ()


@given(
    st.text(max_size=40)
    | st.from_regex(r"[0-9]{1,4}[/. -][0-9]{1,4}([/. -][0-9]{1,4})?( mai| h)?", fullmatch=True),
    st.sampled_from(LANGUAGES),
    st.booleans(),
)
def test_any_text_can_be_read(text: str, language: str, past: bool) -> None:
    assert isinstance(read_date(text, AT, lexicons()[language], past=past), tuple | Impossible)
