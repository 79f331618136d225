"""How is a day said in words, in each language?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

#: languages whose plain code would mean another country's way of writing a day
_LOCALES: Mapping[str, str] = {"en": "en_GB"}


def say_day(day: date, language: str, *, weekday: bool = False) -> str:
    """Return "3 mai 2026", "3 de mayo de 2026" (CLDR), with the weekday before it if wanted."""
    locale = _LOCALES.get(language, language)
    said = format_date(day, "full" if weekday else "long", locale=locale)
    return _first_in_french(said) if language == "fr" and day.day == 1 else said


def _first_in_french(said: str) -> str:
    """Write "1er mai": CLDR gives "1 mai"."""
    return " ".join("1er" if word == "1" else word for word in said.split(" "))
