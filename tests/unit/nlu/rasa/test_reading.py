"""Is Rasa asked only what it can bear, and is its answer read whole?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.rasa.reading import LONGEST, Asked, prepare, read
from bot.nlu.understanding import Entity, Guess
from tests.unit.nlu.rasa.double import ranking

HERE = Asked("pour des vélos à Belleville", 0)


@pytest.mark.parametrize(
    ("written", "sent", "start"),
    [
        ("bonjour", "bonjour", 0),
        ("  bonjour ", "bonjour ", 2),
        ("/erase_data{}", "erase_data{}", 1),
        (" / /restart", "restart", 4),
        ("\x00/help", "help", 2),
        ("3/4", "3/4", 0),
        ("a\ud83d", "a?", 0),
    ],
)
def test_a_text_is_sent_without_slash(written: str, sent: str, start: int) -> None:
    assert prepare(written) == Asked(sent, start)


@pytest.mark.parametrize("nothing", ["", " \n\t ", "///", "\u00a0", "\x00", "\u200b\u202e"])
def test_nothing_is_not_sent(nothing: str) -> None:
    assert prepare(nothing) is None


def test_a_long_text_is_cut() -> None:
    asked = prepare("é" * 10_000)
    assert asked and len(asked.text) == LONGEST


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=700))
def test_what_is_sent_stands_in_the_text(written: str) -> None:
    asked = prepare(written)
    if asked is not None:
        assert asked.text.strip() and not asked.text.lstrip().startswith("/")
        assert asked.text.encode()
        found = written[asked.start : asked.start + len(asked.text)]
        assert found.encode("utf-8", "replace").decode() == asked.text


def test_every_intent_is_read_best_first() -> None:
    answer = ranking("thanks", 0.2, "nlu_fallback", 0.5, "greet", 0.3)
    assert read(answer, HERE).guesses == (Guess("greet", 0.3), Guess("thanks", 0.2))


def test_an_entity_found_twice_is_one() -> None:
    found = [
        {"entity": "place", "start": 18, "end": 28, "value": "belleville"},
        {"entity": "theme", "start": 9, "end": 14, "value": "mobilite"},
        {"entity": "place", "start": 18, "end": 28, "value": "belleville", "extractor": "x"},
    ]
    answer = ranking("propose_idea", 0.8, entities=found)
    assert read(answer, HERE).entities == (
        Entity("theme", "mobilite", 9, 14),
        Entity("place", "belleville", 18, 28),
    )


def test_an_entity_stands_where_it_was_written() -> None:
    written = " /à Belleville"
    asked = prepare(written)
    assert asked is not None
    answer = ranking("greet", 1.0, entities=[{"entity": "place", "start": 2, "end": 12}])
    (entity,) = read(answer, asked).entities
    assert written[entity.start : entity.end] == entity.value == "Belleville"


@pytest.mark.parametrize(
    "answer",
    [None, [], {}, {"intent_ranking": []}, {"intent_ranking": None, "entities": []}, ranking("a", None)],
)
def test_what_is_not_rasa_is_refused(answer: Any) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        read(answer, HERE)
