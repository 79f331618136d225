"""Is a flood bounded, told once, and never deaf to STOP or danger?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.message import Address, Happening, InboundMessage
from bot.conversation.flood import KNOWN, REMEMBERED, WINDOW, Flood
from dialogues.reading.lexicon import load_lexicons

LIMIT = 20


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def flood(clock: Clock) -> Flood:
    return Flood(LIMIT, list(load_lexicons().values()), clock)


def said(n: int, text: str = "encore", who: str = "1", event: Happening = "message") -> InboundMessage:
    return InboundMessage(Address("sms", who), f"{who}-{n}", text, event=event)


def test_a_person_is_never_bounded(flood: Flood) -> None:
    assert {flood.judge(said(n)) for n in range(LIMIT)} == {"take"}


def test_one_too_many_is_told_once(flood: Flood) -> None:
    fates = [flood.judge(said(n)) for n in range(LIMIT + 30)]
    assert fates == ["take"] * LIMIT + ["tell"] + ["limit"] * 29


def test_an_album_is_one_message(flood: Flood) -> None:
    def part(n: int, album: str, text: str = "") -> InboundMessage:
        return replace(said(n, text), album=album)

    assert {flood.judge(part(n, "a")) for n in range(10)} == {"take"}
    assert [flood.judge(said(n)) for n in range(100, 100 + LIMIT - 1)] == ["take"] * (LIMIT - 1)
    assert [flood.judge(part(n, "b")) for n in range(10, 13)] == ["tell", "limit", "limit"]
    assert flood.judge(part(13, "b", "STOP")) == "take"


def test_others_are_not_bounded(flood: Flood) -> None:
    for n in range(LIMIT + 5):
        flood.judge(said(n))
    assert flood.judge(said(0, who="2")) == "take"


def test_a_minute_later_all_is_well(flood: Flood, clock: Clock) -> None:
    for n in range(LIMIT + 5):
        flood.judge(said(n))
    clock.now += WINDOW
    assert [flood.judge(said(100 + n)) for n in range(LIMIT + 2)] == ["take"] * LIMIT + ["tell", "limit"]


def test_a_steady_flood_is_answered_at_its_limit(flood: Flood, clock: Clock) -> None:
    fates = []
    for n in range(600):
        clock.now += 1
        fates.append(flood.judge(said(n)))
    assert fates.count("take") <= LIMIT * 10
    assert fates.count("tell") <= 10


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "ne m'envoyez plus de messages svp",
        "j'ai plus envie de vivre",
        "I want to die",
        "stop bus",
        "ARRET",
    ],
)
def test_urgent_words_always_pass(flood: Flood, text: str) -> None:
    for n in range(LIMIT + 50):
        flood.judge(said(n))
    assert flood.judge(said(999, text)) == "take"


def test_stop_within_an_idea_is_no_stop(flood: Flood) -> None:
    for n in range(LIMIT + 1):
        flood.judge(said(n))
    assert flood.judge(said(999, "stop aux pesticides dans les parcs de la ville")) == "limit"


@pytest.mark.parametrize("event", ["blocked", "unblocked", "moved", "edited"])
def test_what_a_channel_tells_passes(flood: Flood, event: Happening) -> None:
    for n in range(LIMIT + 5):
        flood.judge(said(n))
    assert flood.judge(said(999, event=event)) == "take"


def test_what_is_sent_again_is_not_counted_again(flood: Flood) -> None:
    for _ in range(100):
        assert flood.judge(said(0)) == "take"
    fates = [flood.judge(said(n)) for n in range(LIMIT + 2)]
    assert fates == ["take"] * LIMIT + ["tell", "limit"]
    assert [flood.judge(said(n)) for n in range(LIMIT + 2)] == fates


def test_a_million_addresses_are_not_remembered() -> None:
    flood = Flood(LIMIT, [])
    for n in range(REMEMBERED + 10):
        flood.judge(said(0, who=str(n)))
    assert len(flood._recent) == REMEMBERED
    for n in range(KNOWN * 3):
        flood.judge(said(n))
    assert len(flood._recent["sms:1"].fates) == KNOWN
