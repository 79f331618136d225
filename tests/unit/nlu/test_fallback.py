"""Does the spare back end answer whenever the usual one does not?"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.nlu.breaker import FAILURES, PAUSE, Breaker
from bot.nlu.errors import BackendUnavailable
from bot.nlu.fallback import FallbackBackend
from bot.nlu.understanding import Guess, Understanding
from tests.unit.nlu.test_breaker import Clock


@dataclass
class Scripted:
    """A back end that answers with its own name, or fails as it is told."""

    name: str
    fault: BaseException | None = None
    asked: int = 0
    closed: bool = False

    async def understand(self, texts: Sequence[str], language: str) -> Sequence[Understanding]:
        self.asked += 1
        if self.fault:
            raise self.fault
        return [Understanding((Guess(self.name, 1.0),))] * len(texts)

    async def close(self) -> None:
        self.closed = True


@dataclass
class Pair:
    """Two back ends behind one, and who understood how many texts."""

    usual: Scripted = field(default_factory=lambda: Scripted("usual"))
    spare: Scripted = field(default_factory=lambda: Scripted("spare"))
    clock: Clock = field(default_factory=Clock)
    counted: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.both = FallbackBackend(self.usual, self.spare, Breaker(self.clock), self.count)

    def count(self, name: str, texts: int) -> None:
        self.counted[name] += texts

    async def who(self) -> str:
        """Return who understood one text."""
        (understood,) = await self.both.understand(["bonjour"], "fr")
        return understood.guesses[0].intent


DOWN = BackendUnavailable("usual", "timeout")


async def test_the_usual_one_answers() -> None:
    pair = Pair()
    assert await pair.who() == "usual"
    assert (pair.spare.asked, pair.counted) == (0, {"usual": 1})


async def test_an_outage_is_not_noticed() -> None:
    pair = Pair(usual=Scripted("usual", DOWN))
    assert [await pair.who() for _ in range(10)] == ["spare"] * 10
    assert pair.usual.asked == FAILURES
    assert pair.counted == {"spare": 10}


async def test_the_usual_one_comes_back() -> None:
    pair = Pair(usual=Scripted("usual", DOWN))
    for _ in range(FAILURES):
        await pair.who()
    pair.usual.fault = None
    assert await pair.who() == "spare"
    pair.clock.now += PAUSE
    assert [await pair.who() for _ in range(2)] == ["usual", "usual"]


async def test_a_bug_is_not_an_outage() -> None:
    pair = Pair(usual=Scripted("usual", ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        await pair.who()
    assert pair.spare.asked == 0


async def test_a_trial_that_is_cancelled_leaves_another() -> None:
    pair = Pair(usual=Scripted("usual", DOWN))
    for _ in range(FAILURES):
        await pair.who()
    pair.clock.now += PAUSE
    pair.usual.fault = asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        await pair.who()
    pair.usual.fault = None
    pair.clock.now += PAUSE
    assert await pair.who() == "usual"


async def test_both_are_closed() -> None:
    pair = Pair()
    await pair.both.close()
    assert pair.usual.closed and pair.spare.closed
