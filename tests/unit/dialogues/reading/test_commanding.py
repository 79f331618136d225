"""Is a word that is obeyed heard behind "finalement" or "bon", and somebody who goes on tomorrow?"""

from __future__ import annotations

import pytest

from bot.nlu.corpus import FOLDER
from bot.nlu.sentences import read_sentences
from dialogues.reading.fold import fold
from dialogues.reading.vocabulary import LANGUAGES
from tests.unit.dialogues.scenes import lexicons

BEGUN = [
    ("fr", "finalement laisse", "later"),
    ("fr", "bon laisse tomber", "later"),
    ("fr", "en fait retour", "back"),
    ("fr", "alors passe", "skip"),
    ("fr", "euh pause", "wait"),
    ("en", "well leave it", "later"),
    ("es", "bueno déjalo", "later"),
    ("pt", "bem deixa lá", "later"),
    ("ar", "طيب انس الأمر", "later"),
]

POSTPONED = [
    ("fr", "je reprends demain"),
    ("fr", "jfinis ce soir"),
    ("fr", "je finirai ça plus tard svp"),
    ("fr", "g pas le temps là"),
    ("fr", "je dois filer"),
    ("en", "i'll finish tomorrow"),
    ("en", "gotta go"),
    ("es", "sigo mañana"),
    ("pt", "continuo amanhã"),
    ("ar", "سأكمل غدا"),
]

ANSWERS = [
    "demain",
    "j'ai pas le temps",
    "je prends le bus demain",
    "bon marché",
    "finalement un banc",
    "alors non",
    "bon",
]


@pytest.mark.parametrize(("language", "text", "name"), BEGUN)
def test_a_command_may_be_begun(language: str, text: str, name: str) -> None:
    assert lexicons()[language].command(fold(text)) == (name, "")


@pytest.mark.parametrize(("language", "text"), POSTPONED)
def test_who_goes_on_later_leaves(language: str, text: str) -> None:
    assert lexicons()[language].command(fold(text)) == ("later", "")


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_is_not_obeyed(text: str) -> None:
    assert lexicons()["fr"].command(fold(text)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_idea_nor_problem_is_obeyed(language: str) -> None:
    told = ("propose_idea", "report_problem", "argue_for", "argue_against", "support_idea")
    texts = [s.text for s in read_sentences(FOLDER / language) if s.intent in told]
    assert len(texts) > 100
    obeyed = [text for text in texts if (lexicons()[language].command(fold(text)) or ("stop",))[0] != "stop"]
    assert obeyed == []
