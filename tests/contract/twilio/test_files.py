"""Does a photo come from Twilio, with the key for Twilio alone, and is nothing else ever asked?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestServer

from bot.channels.download import Download
from bot.channels.fetching import Unfetched
from bot.channels.twilio.files import TwilioFiles
from tests.unit.channels.twilio.calls import ACCOUNT, TOKEN

MEDIA = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/MM{'0' * 32}/Media/ME{'0' * 32}"
STRANGE = Unfetched(False, "address")


@dataclass
class Store:
    """A server that answers with what a test wants, and keeps what it was asked."""

    status: int = 200
    body: bytes = b"pixels"
    location: str = ""
    silent: bool = False
    #: path and key of each request
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        """Answer as planned; what is elsewhere is found at /stored."""
        self.asked.append((request.path, request.headers.get("Authorization", "")))
        if self.silent:
            await asyncio.Event().wait()
        if self.location and request.path != "/stored":
            return web.Response(status=307, headers={"Location": self.location})
        return web.Response(status=self.status, body=self.body)


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    store, app = Store(), web.Application()
    app.router.add_get("/{path:.*}", store.take)
    server = TestServer(app)
    await server.start_server(shutdown_timeout=0.1)
    store.url = str(server.make_url("")).rstrip("/")
    yield store
    await server.close()


@pytest.fixture
async def files(store: Store) -> AsyncIterator[TwilioFiles]:
    download = Download(timeout=0.3, largest=1000)
    yield TwilioFiles(ACCOUNT, TOKEN, store.url, download)
    await download.close()


async def test_a_photo_comes_with_the_key(files: TwilioFiles, store: Store) -> None:
    assert await files.fetch(f"twilio:{store.url}{MEDIA}") == b"pixels"
    assert store.asked == [(MEDIA, encode_basic_auth(ACCOUNT, TOKEN))]


async def test_the_store_is_not_told_the_key(files: TwilioFiles, store: Store) -> None:
    store.location = "/stored"
    assert await files.fetch(f"twilio:{store.url}{MEDIA}") == b"pixels"
    assert [key != "" for _, key in store.asked] == [True, False]


@pytest.mark.parametrize("elsewhere", [
    "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:1/x", "https://evil.example/x", "file:///etc/passwd",
    "https://twilio.com.evil.example/x", "http://media.twiliocdn.com/x", "https://media.twiliocdn.com:8443/x", "http://[::1", "",
])  # fmt: skip
async def test_no_other_place_is_followed(files: TwilioFiles, store: Store, elsewhere: str) -> None:
    store.location = elsewhere or MEDIA
    assert await files.fetch(f"twilio:{store.url}{MEDIA}") == STRANGE
    assert {path for path, _ in store.asked} == {MEDIA}


@pytest.mark.parametrize("reference", [
    f"{MEDIA}", f"twilio:{MEDIA}", f"telegram:https://api.twilio.com{MEDIA}", f"twilio:http://api.twilio.com{MEDIA}",
    f"twilio:https://api.twilio.com.evil.example{MEDIA}", f"twilio:https://eviltwilio.com{MEDIA}",
    f"twilio:https://me@api.twilio.com{MEDIA}", f"twilio:https://api.twilio.com:444{MEDIA}",
    f"twilio:https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}.json", f"twilio:https://api.twilio.com{MEDIA}/../../../x",
    f"twilio:https://api.twilio.com{MEDIA.replace(ACCOUNT, 'AC' + '9' * 32)}", "twilio:http://[::1", "twilio:", "",
    "twilio:http://169.254.169.254" + MEDIA, "twilio:ftp://api.twilio.com" + MEDIA,
])  # fmt: skip
async def test_nothing_else_is_asked(reference: str) -> None:
    class Never(Download):
        async def get(self, *_: object) -> bytes:
            raise AssertionError("asked")

    files = TwilioFiles(ACCOUNT, TOKEN, "https://api.twilio.com", Never())
    assert await files.fetch(reference) == STRANGE


@pytest.mark.parametrize("host", ["api.twilio.com", "api.dublin.ie1.twilio.com"])
async def test_every_region_of_twilio_is_asked(host: str) -> None:
    class Pixels(Download):
        async def get(self, *_: object) -> bytes:
            return b"pixels"

    files = TwilioFiles(ACCOUNT, TOKEN, "https://api.twilio.com", Pixels())
    assert await files.fetch(f"twilio:https://{host}{MEDIA}") == b"pixels"


@pytest.mark.parametrize(("status", "code", "retryable"), [
    (404, "gone", False), (410, "gone", False), (401, "401", True), (429, "429", True), (503, "503", True), (400, "400", False),
])  # fmt: skip
async def test_what_a_status_means(
    files: TwilioFiles, store: Store, status: int, code: str, retryable: bool
) -> None:
    store.status = status
    assert await files.fetch(f"twilio:{store.url}{MEDIA}") == Unfetched(retryable, code)


async def test_too_much_is_not_read(files: TwilioFiles, store: Store) -> None:
    store.body = b"x" * 1001
    assert await files.fetch(f"twilio:{store.url}{MEDIA}") == Unfetched(False, "size")


async def test_silence_is_tried_again(files: TwilioFiles, store: Store) -> None:
    store.silent = True
    assert await files.fetch(f"twilio:{store.url}{MEDIA}") == Unfetched(True, "network")
