"""Does what is held read as a person's own data: words and hours, no machine's marks, no code?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

import bot.web
from bot.pages.held import Reading, without_codes
from bot.pages.words import load_words
from dialogues.events import How

AT = datetime(2026, 11, 21, 21, 29, 40, tzinfo=UTC)
WORDS = load_words(Path(bot.web.__file__).parent / "words")


def reading(language: str = "fr") -> Reading:
    return Reading(WORDS[language], language, ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(("language", "said"), [("fr", "21 nov. 2026, 22:29"), ("en", "21 Nov 2026, 22:29")])
def test_hours_are_those_of_the_territory(language: str, said: str) -> None:
    (rows,) = reading(language).tables({"participants": [{"created_at": AT}]}).values()
    assert list(rows[0].values()) == [said]


def test_a_message_reads_as_its_text() -> None:
    inbound = {"payload": {"text": "bonjour", "choice": None, "event": "message"}, "status": "handled"}
    outbox = {"content": {"text": "Bonsoir", "options": [["x", "Oui"]], "wants": None}}
    shown = reading().tables({"inbound": [inbound], "outbox": [outbox]})
    assert shown == {
        "Messages reçus": [{"Message": "bonjour", "État": "traité"}],
        "Messages envoyés": [{"Contenu": "Bonsoir"}],
    }


def test_a_machine_s_marks_stay_in_the_file() -> None:
    session = {"dialogue": "idea", "version": "5f1c", "data": {"step": "place"}, "state": "open"}
    answer = {"step": "place", "type": "text", "how": "typed", "text": "école", "version": "5f1c"}
    shown = reading().tables({"sessions": [session], "answers": [answer]})
    assert shown["Conversations en cours"] == [{"Dialogue": "idea", "État": "ouverte"}]
    assert shown["Réponses"] == [{"Question": "place", "Texte": "école"}]


def test_a_row_of_marks_alone_is_not_shown() -> None:
    assert reading().tables({"sessions": [{"id": "s1", "data": {}, "version": "5f1c"}]}) == {}


def test_codes_are_in_nothing_that_leaves() -> None:
    found = {"download_code": ["ABCD2345"], "link_code": ["EFGH6789"], "themes": [{"id": "nature"}]}
    held = {"sessions": [{"id": "s1", "touched_at": AT, "data": {"found": found}}]}
    assert without_codes(held) == {
        "sessions": [{"id": "s1", "touched_at": AT, "data": {"found": {"themes": [{"id": "nature"}]}}}]
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_way_of_answering_has_a_word(language: str) -> None:
    assert set(get_args(How)) <= set(WORDS[language]["values"])
