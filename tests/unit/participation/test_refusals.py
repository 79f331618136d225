"""Is a refusal given with a reason that its author can be told?"""

from __future__ import annotations

from bot.participation.refusals import WORDS_LIMIT, find_fault


def test_a_refusal_needs_a_known_reason() -> None:
    assert find_fault("refuse", "", "") == "missing"
    assert find_fault("refuse", "too_dear", "") == "missing"
    assert find_fault("refuse", "off_topic", "") == ""


def test_another_reason_needs_words() -> None:
    assert find_fault("refuse", "other", "") == "words"
    assert find_fault("refuse", "other", "Parce que.") == ""


def test_long_words_are_refused() -> None:
    assert find_fault("accept", "", "x" * (WORDS_LIMIT + 1)) == "long"
    assert find_fault("accept", "", "x" * WORDS_LIMIT) == ""
