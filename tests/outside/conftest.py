"""On which stores is the service tried, and against whom?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.contract.telegram.conftest import described, double, judge
from tests.contract.telegram.counterpart import Counterpart, counterpart
from tests.contract.telegram.double import TOKEN, Double
from tests.contract.telegram.judge import Judge
from tests.contract.twilio.conftest import contents_judge, messages_judge, sign_in_node
from tests.contract.twilio.double import Double as Twilio
from tests.contract.twilio.double import run_double
from tests.journey.reading import read_once
from tests.outside.relay import Relay
from tests.outside.town import SECRET, TWILIO, Town, open_town

__all__ = ["contents_judge", "described", "double", "judge", "messages_judge", "sign_in_node"]


@pytest.fixture(autouse=True)
def shared() -> Iterator[None]:
    """Have every service of a test share sentences and scripts."""
    with read_once():
        yield


# both stores keep the same promises, which tests/contract holds them to each time
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.proof)])
def store(request: pytest.FixtureRequest) -> str:
    """Give the URL of a migrated store that is this test's own."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def server() -> AsyncIterator[Counterpart]:
    """Give telegram-test-api, and Léa who writes through it."""
    async with counterpart() as server:
        yield server


@pytest.fixture
async def relay(server: Counterpart, described: Judge | None) -> AsyncIterator[Relay]:
    """Give what stands before that server; every call that passes must please the judge."""
    relay = Relay(server.url, described)
    async with relay.open():
        yield relay
    assert relay.faults == []


@pytest.fixture
async def twilio() -> AsyncIterator[Twilio]:
    """Give the double of Twilio."""
    async with run_double() as running:
        yield running


@pytest.fixture
async def town(store: str, tmp_path: Path, double: Double, twilio: Twilio) -> AsyncIterator[Town]:
    """Give a town with Telegram by webhook, SMS and WhatsApp, all of them on doubles."""
    telegram = {"telegram_token": TOKEN, "telegram_secret": SECRET, "telegram_api_url": double.url}
    async with open_town(store, tmp_path, **telegram, **TWILIO, twilio_api_url=twilio.url) as town:
        yield town
