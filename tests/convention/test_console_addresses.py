"""Does an address of the console that fits nothing get a page that says so, never a fault?"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ServerDisconnectedError
from yarl import URL

from bot.console.role import Door, Role
from bot.console.table import ROUTES
from storage.surveys import Survey
from tests.journey.reading import read_once
from tests.sizes import some
from tests.unit.console.office import Client, Office

#: what people and machines put into addresses: encoded as it would travel
ODD = (
    "1",
    "-1",
    "0",
    "99999999999999999999",
    "%C3%A9t%C3%A9",
    "a%00b",
    "a%0D%0Ab",
    "%E2%80%AE",
    "%FF",
    "%ED%A0%80",
    "%27%22%3C",
    "a" * 3000,
    "%25",
    "plain",
)

#: names that queries of some page give a meaning to
QUERY = "before after last month page q theme question by survey segment language seen done kept next from to".split()

#: a survey whose questions nothing holds: its dialogue is one of the service's own
PLAIN = "plain"


@pytest.fixture
async def office(url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """Give the console of the demo town."""
    with read_once():
        async with Office(url, tmp_path / "data") as opened:
            now = datetime.now(UTC)
            survey = Survey(PLAIN, {"fr": "Langue"}, "language", "1", now, now, state="open")
            await opened.service.database.transact(lambda unit: unit.surveys.save(survey))
            yield opened


async def read_status(browser: Client, address: str) -> int:
    """Return the status of an answer; a stream that never ends is not read."""
    url = browser.make_url("/").join(URL(address, encoded=True))
    try:
        async with browser.session.get(url, allow_redirects=False) as answer:
            await answer.read()
            return answer.status
    except ServerDisconnectedError:
        return 599


@pytest.mark.sized
async def test_no_odd_address_is_a_fault(office: Office) -> None:
    browser = await office.as_(Role.ADMIN)
    shown = [one for one in ROUTES if one.safe and "{" in one.path]
    wrong = {}
    for n, route in enumerate(shown):
        for odd in some(ODD, n):
            address = "/console" + re.sub(r"\{[^}]+\}", odd, route.path)
            status = await read_status(browser, address)
            if status >= 500:
                wrong[route.path, odd[:30]] = status
    assert wrong == {}


@pytest.mark.sized
async def test_no_odd_query_is_a_fault(office: Office) -> None:
    browser = await office.as_(Role.ADMIN)
    shown = [one for one in ROUTES if one.safe and "{" not in one.path and not isinstance(one.roles, Door)]
    wrong = {}
    for n, route in enumerate(shown):
        for odd in some(ODD, n):
            query = "&".join(f"{name}={odd[:40]}" for name in QUERY)
            status = await read_status(browser, f"/console{route.path}?{query}")
            if status >= 500:
                wrong[route.path, odd[:30]] = status
    assert wrong == {}
