"""What is each language learnt from?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.nlu.corpus import FOLDER, fingerprint, languages, read_corpus
from bot.nlu.intents import ENTITIES, INTENTS
from dialogues.reading.fold import fold

#: sentences of each intent that a language needs at least
LEAST = {"fr": 60, "en": 38, "es": 38, "pt": 20, "ar": 20}


@pytest.mark.parametrize("language", languages())
def test_every_intent_has_sentences(language: str) -> None:
    counted = Counter(sentence.intent for sentence in read_corpus(language).sentences)
    assert {intent: counted[intent] for intent in INTENTS if counted[intent] < LEAST[language]} == {}
    assert counted.keys() <= set(INTENTS)


@pytest.mark.parametrize("language", languages())
def test_no_sentence_is_there_twice(language: str) -> None:
    folded = Counter(fold(s.text) or s.text for s in read_corpus(language).sentences)
    assert [text for text, count in folded.items() if count > 1] == []


@pytest.mark.parametrize("language", languages())
def test_only_known_things_are_marked(language: str) -> None:
    kinds = {e.kind for s in read_corpus(language).sentences for e in s.entities}
    assert kinds <= set(ENTITIES)


def test_french_has_words_by_meaning() -> None:
    assert "sms" in read_corpus("fr").meanings["messages"]


def test_the_fingerprint_changes_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "a.yml").write_text("nlu: []")
    before = fingerprint("fr", tmp_path)
    (tmp_path / "fr" / "a.yml").write_text("nlu: [ ]")
    assert fingerprint("fr", tmp_path) != before


def test_a_language_without_data_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        read_corpus("xx")


def test_the_data_are_at_the_top() -> None:
    assert FOLDER.name == "nlu_data" and "fr" in languages()
