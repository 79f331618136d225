"""Is something counted again only once what it depends on changed?"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import count

from bot.console.remembered import MOST, Remembered


def ask(remembered: Remembered, what: str, mark: Hashable, numbers: Iterator[int]) -> int:
    return remembered.find(what, mark, lambda: next(numbers))


def test_the_same_mark_is_counted_once() -> None:
    remembered, numbers = Remembered(), count()
    assert [ask(remembered, "a", mark, numbers) for mark in (1, 1, 2, 2, 1)] == [0, 0, 1, 1, 2]


def test_a_mark_of_nothing_is_a_mark() -> None:
    remembered, numbers = Remembered(), count()
    assert [ask(remembered, "a", mark, numbers) for mark in (None, None, 0)] == [0, 0, 1]


def test_what_nobody_asks_for_is_forgotten() -> None:
    remembered, numbers = Remembered(), count()
    for n in range(MOST):
        ask(remembered, str(n), 1, numbers)
    assert ask(remembered, "0", 1, numbers) == 0
    ask(remembered, "more", 1, numbers)
    assert ask(remembered, "0", 1, numbers) == 0
    assert ask(remembered, "1", 1, numbers) > MOST
