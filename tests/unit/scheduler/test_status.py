"""Do the totals of a broadcast name everybody once, and by what happened to them?"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from bot.scheduler.status import Status
from storage.broadcast import Broadcast, Tally

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BUS = Broadcast("bus", "news", {"everyone": True}, NOW, "anne", NOW)

TALLIES = (
    Tally("excluded", "consent", "", 5, 0),
    Tally("failed", "63016", "whatsapp", 3, 0),
    Tally("failed", "stopped", "sms", 2, 0),
    Tally("failed", "stopped", "telegram", 2, 0),
    Tally("sent", "", "sms", 10, 9),
)


def totals() -> dict[str, int]:
    states = Counter[str]()
    for tally in TALLIES:
        states[tally.state] += tally.count
    return dict(Status(BUS, states, [("consent", 5)], 9, None, TALLIES).rows())


def test_who_said_stop_was_refused_by_nobody() -> None:
    found = totals()
    assert (found["said STOP before theirs left"], found["refused by a provider"]) == (4, 3)


def test_everybody_is_in_one_row() -> None:
    found = totals()
    found.pop("of these, delivered (as providers say)")
    assert found.pop("meant") == sum(found.values()) == 22
