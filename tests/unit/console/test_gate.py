"""Does the gate read uploads only after their token, and tell htmx where to go?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import BodyPartReader, FormData, web

from bot.console.gate import parts_of
from bot.console.role import EVERYONE
from bot.console.route import post
from bot.console.table import ROUTES
from tests.unit.console.office import Office

#: far beyond what is read into memory of any other form
LARGE = 3_000_000


async def measure(request: web.Request) -> web.Response:
    """Say how long the file is."""
    part = await parts_of(request).next()
    assert isinstance(part, BodyPartReader)
    length = 0
    while chunk := await part.read_chunk():
        length += len(chunk)
    return web.Response(text=str(length))


def upload(token: str, *, first: bool = True) -> FormData:
    form = FormData()
    if first:
        form.add_field("csrf", token)
    form.add_field("file", BytesIO(b"x" * LARGE), filename="<script>.csv")
    return form


@pytest.fixture
async def office(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """Give the console of the demo town, with a page that takes a file."""
    routes = (*ROUTES, post("/measure", measure, EVERYONE))
    async with Office(sqlite_url, tmp_path / "data", routes) as opened:
        yield opened


async def test_an_upload_is_read_by_pieces(office: Office) -> None:
    browser = await office.as_()
    answer = await browser.post("/console/measure", data=upload(office.csrf(browser)))
    assert (answer.status, await answer.text()) == (200, str(LARGE))


@pytest.mark.parametrize("first", [True, False])
async def test_a_forged_upload_is_not_read(office: Office, first: bool) -> None:
    browser = await office.as_()
    answer = await browser.post("/console/measure", data=upload("forged", first=first))
    assert answer.status == 403


async def test_htmx_is_sent_to_sign_in(office: Office) -> None:
    headers = {"HX-Request": "true", "Referer": "http://localhost/console/ideas?x=1"}
    answer = await office.browser().get("/console/", headers=headers)
    assert answer.status == 401
    assert answer.headers["HX-Redirect"] == "/console/sign-in?next=%2Fconsole%2Fideas"


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://127.0.0.1:{port}", 401), ("https://evil.example", 403), ("null", 403), ("", 403)],
)
async def test_old_browsers_show_their_origin(office: Office, origin: str, status: int) -> None:
    browser = office.browser()
    headers = {"Origin": origin.format(port=office.server.port)} if origin else {}
    del browser.session.headers["Sec-Fetch-Site"]
    answer = await browser.post(
        "/console/sign-in", data={"email": "a@b.fr", "password": "x"}, headers=headers
    )
    assert answer.status == status
