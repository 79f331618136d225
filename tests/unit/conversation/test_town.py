"""Does the territory speak each language, or none beside its own?"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.conversation.town import Town
from storage.territory import Voice
from tests.unit.dialogues.scenes import phrasebook

NOW = datetime(2026, 5, 4, tzinfo=UTC)
VOICE = Voice({"fr": "la mairie", "en": "the town hall"}, {"fr": "La mairie répond."}, "01 99 00 00 00")


def town() -> Town:
    return Town("Saint-Exemple", "", ZoneInfo("Europe/Paris"), ("fr", "en", "ar"), phrasebook(), VOICE)


def test_what_was_written_in_a_language_is_said_in_it() -> None:
    assert town().known("fr", NOW)["authority"] == "la mairie"
    assert town().known("en", NOW)["authority"] == "the town hall"


def test_no_sentence_is_half_in_another_language() -> None:
    known = town().known("ar", NOW)
    assert (known["authority"], known["pledge"]) == ("Saint-Exemple", "")


def test_without_a_number_its_name_is_the_contact() -> None:
    new = Town("Saint-Exemple", "", ZoneInfo("Europe/Paris"), ("fr",), phrasebook())
    assert new.known("fr", NOW)["contact"] == "Saint-Exemple"
    assert town().known("fr", NOW)["contact"] == "01 99 00 00 00"
