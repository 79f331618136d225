"""Are the held-out sentences what they should be, and has nobody trained on them?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.nlu.evaluation.evaluation import HELD_OUT, read_held_out
from bot.nlu.evaluation.optouts import read_optouts
from bot.nlu.intents import ENTITIES, INTENTS
from bot.nlu.sentences import Sentence, read_sentences
from dialogues.reading.fold import fold
from dialogues.reading.stopping import load_stops

OPTOUTS = HELD_OUT / "optouts.yml"
TRAINING = HELD_OUT.parents[1] / "nlu_data"
#: Least number of sentences, and of sentences of one intent, by language.
LEAST = {"fr": (400, 12), "en": (200, 7), "es": (200, 7)}
#: Intents that want more in French: they are the ones that are written most, or that cost most when mistaken.
MORE = {"propose_idea": 40, "unsubscribe": 40, "out_of_scope": 80, "follow_idea": 20, "report_problem": 25}

#: Languages that there are training data of.
TRAINED = [language for language in LEAST if (TRAINING / language).is_dir()]


def held_out() -> list[tuple[str, str]]:
    """Return every held-out text with its language, opt-outs and traps too."""
    texts = [(language, s.text) for language in LEAST for s in read_held_out(language).sentences]
    for language in LEAST:
        optouts = read_optouts(OPTOUTS, language)
        texts += [(language, text) for text in (*optouts.wishes, *optouts.traps)]
    return texts


def training(language: str) -> list[Sentence]:
    """Return what the training data of a language hold, in whatever files."""
    return [s for path in sorted((TRAINING / language).rglob("*.yml")) for s in read_sentences(path)]


def key(text: str) -> str:
    """Return what makes two texts the same: folded, or as they are where nothing is left (emoji)."""
    return fold(text) or text.strip()


def repeated(texts: list[str]) -> list[str]:
    return [text for text, count in Counter(map(key, texts)).items() if count > 1]


@pytest.mark.parametrize("language", LEAST)
def test_every_intent_has_its_sentences(language: str) -> None:
    counts = Counter(s.intent for s in read_held_out(language).sentences)
    least, each = LEAST[language]
    wanted = dict.fromkeys(INTENTS, each) | (MORE if language == "fr" else {})
    assert counts.keys() <= set(INTENTS)
    assert {name: counts[name] for name in wanted if counts[name] < wanted[name]} == {}
    assert counts.total() >= least


@pytest.mark.parametrize("language", LEAST)
def test_entities_are_known(language: str) -> None:
    entities = [e for s in read_held_out(language).sentences for e in s.entities]
    assert {e.kind for e in entities} == set(ENTITIES)


@pytest.mark.parametrize("language", LEAST)
def test_no_sentence_stands_twice(language: str) -> None:
    assert repeated([text for tongue, text in held_out() if tongue == language]) == []


def test_there_are_enough_opt_outs_and_traps() -> None:
    found = [read_optouts(OPTOUTS, language) for language in LEAST]
    assert sum(len(one.wishes) for one in found) >= 80
    assert sum(len(one.traps) for one in found) >= 80


def test_the_rule_of_stop_takes_no_trap() -> None:
    stops = load_stops()
    traps = [text for language in LEAST for text in read_optouts(OPTOUTS, language).traps]
    assert [text for text in traps if stops.read(fold(text)) == ""] == []


@pytest.mark.parametrize("language", TRAINED)
def test_nothing_is_trained_on_what_is_held_out(language: str) -> None:
    trained = {key(sentence.text) for sentence in training(language)}
    assert trained
    shared = [text for tongue, text in held_out() if tongue == language and key(text) in trained]
    assert shared == [], "take these out of nlu_data/: what is held out is never trained on"


def test_held_out_sentences_are_these() -> None:
    assert Path(__file__).parent == HELD_OUT
    assert TRAINED
