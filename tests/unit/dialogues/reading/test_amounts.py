"""Are spans and fractions found as each language writes them?"""

from __future__ import annotations

import pytest

from dialogues.reading.fold import tidy
from tests.unit.dialogues.scenes import lexicons


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [("un bon quart d'heure", "fr", "15"), ("media hora", "es", "30"), ("ثلاثة أرباع ساعة", "ar", "45")],
)
def test_a_span_is_so_many_minutes(text: str, language: str, minutes: str) -> None:
    amounts = lexicons()[language].amounts
    found = amounts.spans.search(tidy(text))
    assert found is not None and amounts.minutes[found.group()] == minutes


def test_a_longer_word_is_no_span() -> None:
    assert lexicons()["fr"].amounts.spans.search("demi-heures") is None


@pytest.mark.parametrize(
    ("text", "language"), [("1h et demie", "fr"), ("2 and a half", "en"), ("una hora y media", "es")]
)
def test_what_is_added_is_found(text: str, language: str) -> None:
    assert lexicons()[language].amounts.fractions.search(text) is not None
