"""Does what is held read as a person's own data: words and hours, no machine's marks, no code?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
import yaml
from sqlalchemy import Table

import bot.web
import dialogues
from bot.pages.held import Reading, without_codes
from bot.pages.words import load_words
from bot.participation.idea_states import STATES
from dialogues.events import How
from dialogues.loader import LANGUAGES
from storage import models
from storage.holdings import OWNED
from storage.models.base import table

HELD = (*OWNED, *map(table, (models.Participant, models.Inbound, models.IdeaVersion, models.IdeaEvent)))
#: what is held of a person and left out of what is exported
SECRET = {"code_hash", "staff_id", "actor", "outbox_id"}
SCRIPTS = Path(dialogues.__file__).parent / "scripts"

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
    assert shown["Conversations en cours"] == [{"Dialogue": "Proposer une idée", "État": "ouverte"}]
    assert shown["Réponses"] == [{"Question": "Lieu", "Texte": "école"}]


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


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("owned", HELD, ids=lambda owned: str(owned.name))
def test_no_name_of_a_table_is_shown(language: str, owned: Table) -> None:
    row = {column.name: "x" for column in owned.columns if column.name not in SECRET}
    ((title, (shown,)),) = reading(language).tables({str(owned.name): [row]}).items()
    assert title != owned.name
    assert not {name for name in shown if name in row}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_script_and_question_has_a_word(language: str) -> None:
    said = WORDS[language]["personal_values"]
    scripts = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in SCRIPTS.glob("*.yml")}
    asked = {step["ask"] for script in scripts.values() for step in script["steps"] if "ask" in step}
    assert scripts.keys() <= said["dialogue"].keys() and asked <= said["step"].keys()
    assert set(LANGUAGES) <= said["language"].keys()
    assert set(STATES) <= said["after"].keys() and set(STATES) <= WORDS[language]["values"].keys()


def test_what_is_stored_reads_in_words() -> None:
    person = {"language": "fr", "first_name": "idea"}
    answer = {"dialogue": "idea", "step": "benefit", "value": "place"}
    idea = {"reference": "MOBI-BE4D", "state": "studied", "revision": 0}
    shown = reading().tables({"participants": [person], "answers": [answer], "ideas": [idea]})
    assert shown == {
        "Idées": [{"Référence": "MOBI-BE4D", "État": "à l'étude"}],
        "Réponses": [{"Dialogue": "Proposer une idée", "Question": "Bénéfice", "Valeur": "place"}],
        "Participants": [{"Langue": "français", "Prénom": "idea"}],
    }
