"""Is nonsense in any field of the console refused with a page, never a fault?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.console.role import Role
from tests.journey.reading import read_once
from tests.sizes import some
from tests.unit.console.forms import Form, read_forms
from tests.unit.console.office import Client, Office
from tests.unit.console.test_resending import LAST, furnish
from tests.unit.console.walk import walk

#: what people paste, and machines send: no number, no day, too much of either, signs that no store takes
ODD = (
    "",
    "-1",
    "99999999999999999999",
    "2026-13-45",
    "25:99",
    "a\0b\ud800",
    "é" * 5000,
    "'\"<b>{{x}}%s",
    "\u202e😀",
)

#: fields that carry what the page knows, whose change is another test's
OWN = ("csrf",)


@pytest.fixture
async def office(url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """Give the console of a town in which there is something of each kind."""
    with read_once():
        async with Office(url, tmp_path / "data") as opened:
            await furnish(opened)
            yield opened


async def send(office: Office, browser: Client, form: Form, to: str, odd: str) -> int:
    """Send a form whose fields all hold the same nonsense; return the status."""
    fields = dict.fromkeys((name for name in form.fields if name not in OWN), odd)
    data = urlencode({"csrf": office.csrf(browser)} | fields, errors="surrogatepass")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with browser.post(to, data=data, headers=headers, allow_redirects=False) as answer:
        await answer.read()
        return answer.status


@pytest.mark.sized
async def test_no_odd_field_is_a_fault(office: Office) -> None:
    browser = await office.as_(Role.ADMIN)
    wrong: dict[tuple[str, str], int] = {}
    seen: set[str] = set()
    for address in await walk(browser):
        page = await (await browser.get(address)).text()
        for form in read_forms(page):
            for _, _, to in form.buttons:
                if form.upload or LAST.search(to) or to in seen:
                    continue
                seen.add(to)
                for odd in some(ODD, len(seen)):
                    if (status := await send(office, browser, form, to, odd)) >= 500:
                        wrong[to, odd[:20]] = status
    assert len(seen) > 20 and wrong == {}
