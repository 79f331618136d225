"""What does Rasa's classifier see of a text beside its words?"""

from __future__ import annotations

from typing import Any

from bot.nlu.rasa.components.meaning import find_known, read_tables, senses

TABLES: list[dict[str, Any]] = [
    {"name": "want", "elements": ["veux", "Tiens à"]},
    {"name": "stop", "elements": ["plus", "tiens a"]},
    {"name": "elsewhere", "elements": "a file, not a list"},
]
MEANINGS = read_tables(TABLES, lambda text: text.casefold().replace("à", "a"))


def test_phrases_may_have_two_meanings() -> None:
    assert MEANINGS == {"veux": ["want"], "tiens a": ["want", "stop"], "plus": ["stop"]}


def test_words_in_two_texts_are_known() -> None:
    assert find_known(["un banc un", "le banc"], MEANINGS) == ["a", "banc", "plus", "tiens", "veux"]


def test_meanings_come_alone_and_in_pairs() -> None:
    found = senses("je veux plus", MEANINGS, {"je", "veux", "plus"}).split()
    assert found == ["#want", "#stop", "#want>stop", "#stop&want", "^je", "plus$", "%3", "?0"]


def test_a_long_word_means_what_its_beginning_does() -> None:
    assert "#cut" in senses("couperait", {"coupe": ["cut"]}, set()).split()


def test_strange_words_are_counted() -> None:
    assert "?4" in senses("gloubi boulga", MEANINGS, {"je"}).split()


def test_nothing_means_nothing() -> None:
    assert senses("", MEANINGS, set()) == ""
