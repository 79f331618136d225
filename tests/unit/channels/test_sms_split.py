"""Is a long text sent whole, in messages of a bounded price?"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.sms.segments import measure
from bot.channels.sms.split import MAX_PARTS, split
from tests.unit.channels.messages import ANY_TEXT, WORDS

MARK = re.compile(r"[ \n]\((\d+)/(\d+)\)\Z")


def test_a_short_text_has_no_mark() -> None:
    assert split("Bonjour") == ("Bonjour",)
    assert split("x" * 918) == ("x" * 918,)


def test_nothing_makes_no_message() -> None:
    assert split("") == ()


def test_a_long_text_is_cut_between_words() -> None:
    text = "un arbre " * 30 + "fin"
    assert split(text, limit=1) == (
        "un arbre " * 16 + "un arbre (1/2)",
        "un arbre " * 12 + "un arbre fin (2/2)",
    )


def test_the_menu_stays_whole_on_the_last() -> None:
    messages = split("un arbre " * 19 + "?", "1 Oui 2 Non", limit=1)
    assert messages == ("un arbre " * 16 + "un arbre (1/2)", "un arbre un arbre ?\n1 Oui 2 Non\n(2/2)")


def test_a_menu_without_room_is_a_message() -> None:
    messages = split("un arbre " * 17, "1 Oui 2 Non", limit=1)
    assert messages == ("un arbre " * 16 + "un arbre (1/2)", "1 Oui 2 Non (2/2)")


def test_paragraphs_are_preferred_to_words() -> None:
    first = "Un. " * 30
    assert split(f"{first.strip()}\n\n{first.strip()}", limit=1)[0] == first + "(1/2)"


def test_ten_messages_and_more_are_numbered() -> None:
    messages = split("mot " * 2000, limit=1)
    assert messages[0].endswith(f"(1/{len(messages)})")
    assert len(messages) > 50


@given(WORDS, st.integers(1, MAX_PARTS))
def test_no_word_is_lost_or_cut(words: list[str], limit: int) -> None:
    messages = split(" ".join(words), limit=limit)
    bodies = [MARK.sub("", message) for message in messages] if len(messages) > 1 else messages
    assert " ".join(bodies).split() == " ".join(words).split()


@given(ANY_TEXT, st.integers(1, 3))
def test_no_message_costs_more_than_the_limit(text: str, limit: int) -> None:
    messages = split(text, limit=limit)
    assert all(1 <= measure(message).parts <= limit for message in messages)


@given(WORDS, st.integers(1, 3))
def test_marks_count_from_one_to_the_last(words: list[str], limit: int) -> None:
    messages = split(" ".join(words), limit=limit)
    found = [MARK.search(message) for message in messages]
    if len(messages) > 1:
        numbers = [(int(mark[1]), int(mark[2])) for mark in found if mark]
        assert numbers == [(number, len(messages)) for number in range(1, len(messages) + 1)]
