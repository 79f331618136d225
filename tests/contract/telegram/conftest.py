"""Against which servers is Telegram's channel tried?"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.channels.telegram.api import build_bot, close_bot
from bot.channels.telegram.carrier import TelegramCarrier
from bot.channels.telegram.render import Telegram
from tests.contract.telegram.double import TOKEN, Double
from tests.contract.telegram.judge import FILE, Judge, find_description
from tests.needs import in_ci

ABSENT = f"NOT TESTED, {FILE} is not at hand: set PALABRE_REAL_DATA to the folder that holds it"


@pytest.fixture(scope="session")
def described() -> Judge | None:
    """Give the judge, or None on a machine without the description; CI has it."""
    path = find_description()
    if path is None and in_ci():
        pytest.fail(ABSENT)
    return Judge(path) if path else None


@pytest.fixture
def judge(described: Judge | None) -> Judge:
    """Give the judge; the test is skipped loudly without."""
    if described is None:
        pytest.skip(ABSENT)
    return described


@pytest.fixture
async def double(described: Judge | None) -> AsyncIterator[Double]:
    """Give our thin double of the Bot API; every call that the test makes must please the judge."""
    double = Double(described)
    await double.server.start_server()
    yield double
    await double.stop()
    assert double.faults == []


@pytest.fixture
async def bot(double: Double) -> AsyncIterator[Bot]:
    """Give a client of the double."""
    bot = build_bot(TOKEN, double.url)
    yield bot
    await close_bot(bot)


@pytest.fixture
async def hasty(double: Double) -> AsyncIterator[TelegramCarrier]:
    """Give a carrier that waits a twentieth of a second for an answer."""
    bot = build_bot(TOKEN, double.url, read_timeout=0.05)
    yield TelegramCarrier(bot, Telegram())
    await close_bot(bot)


@pytest.fixture
def carrier(bot: Bot) -> TelegramCarrier:
    """Give what carries messages to the double."""
    return TelegramCarrier(bot, Telegram())
