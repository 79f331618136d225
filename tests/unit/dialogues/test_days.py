"""Is a day said as each language writes it?"""

from __future__ import annotations

from datetime import date

import pytest

from dialogues.days import say_day
from dialogues.loader import LANGUAGES
from tests.unit.dialogues.scenes import phrasebook

SUNDAY = date(2026, 5, 3)


@pytest.mark.parametrize(
    ("language", "said", "full"),
    [
        ("fr", "3 mai 2026", "dimanche 3 mai 2026"),
        ("en", "3 May 2026", "Sunday, 3 May 2026"),
        ("es", "3 de mayo de 2026", "domingo, 3 de mayo de 2026"),
        ("pt", "3 de maio de 2026", "domingo, 3 de maio de 2026"),
        ("ar", "3 مايو 2026", "الأحد، 3 مايو 2026"),
    ],
)
def test_a_day_is_said_as_each_language_writes_it(language: str, said: str, full: str) -> None:
    assert say_day(SUNDAY, language) == said
    assert say_day(SUNDAY, language, weekday=True) == full


def test_french_says_first_of_the_month() -> None:
    assert say_day(date(2026, 5, 1), "fr", weekday=True) == "vendredi 1er mai 2026"
    assert say_day(date(2026, 5, 11), "fr") == "11 mai 2026"
    assert say_day(date(2026, 5, 1), "en") == "1 May 2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_hold_days_in_words(language: str) -> None:
    assert say_day(SUNDAY, language) in phrasebook().say("rule.closed", language, closes=SUNDAY)
