"""Is an absence told once, with what to do, and its end once?"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import set_up_logs
from bot.outage import HEALING, PATIENCE, Outage
from storage.errors import RedisAway, Unavailable


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Give what is logged."""
    stream = io.StringIO()
    set_up_logs("INFO", stream=stream)
    yield stream
    structlog.reset_defaults()


def lines(log: io.StringIO) -> list[str]:
    return [json.loads(line)["event"] for line in log.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("ConnectionRefusedError", "the database is away (PALABRE_DATABASE_URL), webhooks answer 503"),
        ("57P01", "the database is away"),
        ("transaction_read_only 25006", "the database is read-only (PALABRE_DATABASE_URL)"),
        ("SQLITE_READONLY_DBMOVED", "the database is read-only (PALABRE_DATA, or"),
        ("53100", "its disk is full or broken (PALABRE_DATABASE_URL)"),
        ("SQLITE_FULL", "make room"),
        ("53300", "raise max_connections"),
    ],
)
def test_one_line_says_what_to_do(log: io.StringIO, cause: str, words: str) -> None:
    outage = Outage("store")
    for _ in range(50):
        outage.begin(Unavailable(cause))
    (line,) = lines(log)
    assert words in line
    assert json.loads(log.getvalue())["cause"] == cause.rpartition(" ")[2]


def test_one_absence_is_told_once(log: io.StringIO) -> None:
    """A server that stops refuses in three ways, one after the other."""
    outage = Outage("store")
    for cause in ("57P01", "57P03", "ConnectionRefusedError", "TimeoutError", "gaierror"):
        outage.begin(Unavailable(cause))
    assert len(lines(log)) == 1


def test_redis_is_told_apart(log: io.StringIO) -> None:
    Outage("redis").begin(RedisAway("ConnectionError"))
    assert "PALABRE_REDIS_URL" in lines(log)[0]


def test_a_wrong_password_is_no_outage(log: io.StringIO) -> None:
    """Nobody should wait for what will not come back by itself."""
    Outage("redis").begin(RedisAway("AuthenticationError"))
    assert "Redis refuses its password" in lines(log)[0] and "is away" not in lines(log)[0]


def test_the_end_is_told_once(log: io.StringIO) -> None:
    clock = Clock()
    outage = Outage("store", clock)
    outage.end()
    outage.begin(Unavailable("ConnectionRefusedError"))
    clock.now += 7
    outage.end()
    outage.end()
    assert [json.loads(line).get("seconds") for line in log.getvalue().splitlines()] == [None, 7.0]
    assert lines(log)[1] == "back" and outage.since is None
    outage.begin(Unavailable("ConnectionRefusedError"))
    assert len(lines(log)) == 3


def test_a_full_disk_that_reads_is_still_full(log: io.StringIO) -> None:
    clock = Clock()
    outage = Outage("store", clock)
    for _ in range(10):
        outage.begin(Unavailable("SQLITE_FULL"))
        clock.now += HEALING / 2
        outage.end()
        assert outage.since is not None
    clock.now += HEALING / 2
    outage.end()
    assert outage.since is None
    assert len(lines(log)) == 2


def test_a_session_that_comes_back_is_not_told(log: io.StringIO) -> None:
    clock = Clock()
    outage = Outage("session", clock)
    outage.begin(Unavailable("ConnectionDoesNotExistError"))
    clock.now += 3
    outage.end()
    assert lines(log) == []
    outage.begin(Unavailable("ConnectionDoesNotExistError"))
    clock.now += PATIENCE["session"]
    outage.begin(Unavailable("ConnectionDoesNotExistError"))
    assert "a pooler must pool sessions" in lines(log)[0]
