"""Is every word that a sentence tells to type obeyed, in each language?"""

from __future__ import annotations

import re

import pytest

from dialogues.loader import LANGUAGES
from dialogues.reading.fold import fold
from dialogues.wordings import wordings
from tests.unit.dialogues.scenes import lexicons, phrasebook

#: a word to type stands in capitals
CAPITALS = re.compile(r"\b[A-ZÀ-Ý](?:['’ ]?[A-ZÀ-Ý])+\b")
#: capitals that are no words to type
NAMES = frozenset(("PDF", "SMS"))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_words_to_type_are_obeyed(language: str) -> None:
    """Every command that a French sentence tells is told in a word that this language's commands know."""
    commands, entries = lexicons()[language].commands.names, phrasebook().entries[language]
    for key, entry in phrasebook().entries["fr"].items():
        lengths = dict(wordings(entries[key]))
        for path, text in wordings(entry):
            told = fold(lengths.get(path, "")) or " ".join(map(fold, lengths.values()))
            for name in commands_in(text):
                words = [word for word, meant in commands.items() if meant == name]
                assert any(word in told for word in words), f"{key}: {told} does not tell {name}"


def commands_in(text: str) -> set[str]:
    known = lexicons()["fr"].commands.names
    return {known[fold(word)] for word in CAPITALS.findall(text) if fold(word) in known}


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt"])
def test_capitals_are_words_one_can_type(language: str) -> None:
    lexicon = lexicons()[language]
    odd = {
        word
        for key, entry in phrasebook().entries[language].items()
        for _, text in wordings(entry)
        for word in CAPITALS.findall(text)
        if not key.endswith(".aliases") and word not in NAMES
        if lexicon.command(fold(word)) is None and not {fold(word)} & (lexicon.send | lexicon.enough)
    }
    assert odd == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_is_not_discarded_by_a_command_word(language: str) -> None:
    """The label of an option comes before a command: one named as the erasure of all data would hide it."""
    label = phrasebook().say("resume.how.discard", language)
    assert lexicons()[language].command(fold(label)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_names_all_in_their_own_words(language: str) -> None:
    names = [phrasebook().say(f"language.name.{code}", language) for code in LANGUAGES]
    assert names == ["Français", "English", "Español", "Português", "العربية"]
