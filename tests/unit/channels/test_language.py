"""Are direction and words those of the participant's language?"""

from __future__ import annotations

import pytest

from bot.channels.language import direction, pick
from bot.channels.telegram.labels import SHARE_CONTACT, SHARE_LOCATION
from bot.channels.whatsapp.capabilities import BUTTON_LENGTH
from bot.channels.whatsapp.labels import CHOOSE


@pytest.mark.parametrize(
    ("language", "way"),
    [("fr", "ltr"), ("ar", "rtl"), ("ar-MA", "rtl"), ("pt-BR", "ltr"), ("", "ltr"), ("x/y", "ltr")],
)
def test_arabic_runs_right_to_left(language: str, way: str) -> None:
    assert direction(language) == way


def test_a_region_reads_its_language() -> None:
    assert pick(CHOOSE, "pt-BR") == pick(CHOOSE, "pt_PT") == "Escolher"


def test_an_unknown_language_reads_french() -> None:
    assert pick(CHOOSE, "tlh") == "Choisir"


@pytest.mark.parametrize("words", [CHOOSE, SHARE_CONTACT, SHARE_LOCATION])
def test_channel_words_are_in_five_languages(words: dict[str, str]) -> None:
    assert set(words) == {"fr", "en", "es", "ar", "pt"}
    assert len(set(words.values())) == 5


def test_the_list_opener_fits_its_button() -> None:
    assert all(len(word) <= BUTTON_LENGTH for word in CHOOSE.values())
