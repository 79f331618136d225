"""Is a post refused that a browser says comes from elsewhere, and no other?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.unit.web.conftest import Client, Opens
from tests.unit.web.town import Town, services

URL = "/simulator/messages"
MESSAGE = {"address": "sms-lea", "text": "bonjour"}
EVIL = "https://evil.example"

FOREIGN: list[Mapping[str, str]] = [
    {"Origin": EVIL},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": ""},
    {"Origin": EVIL, "Sec-Fetch-Site": "none"},
    {"Origin": EVIL, "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": ""},
]

OURS: list[Mapping[str, str]] = [
    {},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Origin": "https://palabre.example"},
    {"Origin": "https://palabre.example", "Sec-Fetch-Site": "same-origin", "Host": "10.0.0.7:8080"},
]


@pytest.fixture
async def proxied(town: Town, files: Path, visit: Opens) -> Client:
    """A client of a front that residents' browsers know by another address than its own."""
    return await visit(services(town, files, public_url="https://palabre.example:443/"))


@pytest.mark.parametrize("said", FOREIGN)
async def test_what_comes_from_elsewhere_is_refused(
    proxied: Client, town: Town, said: Mapping[str, str]
) -> None:
    assert (await proxied.post(URL, json=MESSAGE, headers=said)).status == 403
    assert town.received == []


@pytest.mark.parametrize("said", OURS)
async def test_our_page_and_programs_pass(proxied: Client, town: Town, said: Mapping[str, str]) -> None:
    assert (await proxied.post(URL, json=MESSAGE, headers=said)).status == 202
    assert len(town.received) == 1


async def test_the_address_asked_is_ours(front: Client) -> None:
    own = {"Origin": str(front.make_url("/")).rstrip("/")}
    assert (await front.post(URL, json=MESSAGE, headers=own)).status == 202


async def test_without_a_public_address_null_is_foreign(front: Client) -> None:
    assert (await front.post(URL, json=MESSAGE, headers={"Origin": "null"})).status == 403


async def test_every_post_asks_where_it_comes_from(front: Client) -> None:
    assert front.app is not None
    posts = [
        route.resource.canonical
        for route in front.app.router.routes()
        if route.method not in {"GET", "HEAD"} and route.resource is not None
    ]
    statuses = {path: (await front.post(path, headers={"Origin": EVIL})).status for path in posts}
    assert statuses == {"/simulator/messages": 403, "/simulator/files": 403}
