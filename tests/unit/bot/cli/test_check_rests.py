"""Does `palabre check` say that a channel rests, from Redis or from what waits?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from bot.cli.check_rests import describe_rests
from storage.database import open_database
from storage.migrations import upgrade
from storage.outbox import Outgoing, Retry
from storage.unit import Unit
from tests.journey.house import settings
from tests.servers.redis import RedisServer

TELEGRAM: dict[str, Any] = {"telegram_token": "123456:abcdefghijklmnopqrstuvwxyz0123456789"}
SMS: dict[str, Any] = {
    "twilio_account_sid": "AC" + "0" * 32, "twilio_auth_token": "b" * 32, "sms_number": "+33939000000"
}  # fmt: skip

#: nothing listens there, and the town has a name
NOWHERE = "postgresql://nobody@127.0.0.1:1/town"


def _refused(channel: str, code: str) -> Callable[[Unit], None]:
    """Let one message wait that was refused for this code."""

    def put(unit: Unit) -> None:
        now = datetime.now(UTC)
        unit.outbox.add([Outgoing("p1", channel, "42", {"text": "Bonjour"}, now)], now)
        (sending,) = unit.outbox.claim(1, now, "me", channel)
        unit.outbox.retry([Retry(sending.id, sending.attempt, now, code, "refused", 0)])

    return put


async def _wait(url: str, channel: str, code: str) -> None:
    await upgrade(url)
    database = open_database(url)
    await database.transact(_refused(channel, code))
    await database.close()


@pytest.mark.parametrize(("channel", "code", "more", "names"), [
    ("telegram", "401", TELEGRAM, "PALABRE_TELEGRAM_TOKEN"), ("sms", "20003", SMS, "PALABRE_TWILIO_AUTH_TOKEN"),
    ("telegram", "429", TELEGRAM, ""), ("sms", "30003", SMS, ""), ("telegram", "401", SMS, ""),
])  # fmt: skip
def test_what_waits_tells(tmp_path: Path, channel: str, code: str, more: dict[str, Any], names: str) -> None:
    url = f"sqlite:///{tmp_path / 'palabre.db'}"
    asyncio.run(_wait(url, channel, code))
    said = list(describe_rests(settings(url, tmp_path, **more)))
    assert [line.startswith(f"{channel} rests: messages wait") for line in said] == [True] * bool(names)
    assert all(names in line and f"(code {code})" in line for line in said)


def test_a_town_without_a_store_rests_not(tmp_path: Path) -> None:
    assert list(describe_rests(settings(f"sqlite:///{tmp_path}/none.db", tmp_path, **TELEGRAM))) == []
    assert not (tmp_path / "none.db").exists()


@pytest.mark.needs("redis")
def test_redis_tells_for_how_long(tmp_path: Path, redis_server: RedisServer) -> None:
    key = "palabre:{town:telegram}:stopped"
    client = Redis.from_url(redis_server.url)
    try:
        client.set(key, "401", px=720_000)
        said = list(describe_rests(settings(NOWHERE, tmp_path, redis_url=redis_server.url, **TELEGRAM)))
        client.delete(key)
        quiet = list(describe_rests(settings(NOWHERE, tmp_path, redis_url=redis_server.url, **TELEGRAM)))
    finally:
        client.close()
    assert len(said) == 1 and said[0].startswith("telegram rests for 12 minutes more:")
    assert quiet == []
