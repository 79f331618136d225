"""Is what was typed kept when a session ends before its form is sent, for its writer alone, and sent once they are back?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import pytest

from bot.console.interrupted import LONGEST
from bot.console.role import Role
from bot.console.session import ABSOLUTE, IDLE
from storage.canned import CannedAnswer
from storage.unit import Unit
from tests.unit.console.newcomer import CSRF, EMAIL, PASSWORD, Newcomer, found
from tests.unit.console.office import NOW, Office

NOTE = "« Très bien » — c'est noté\u00a0: l'œuvre d'un élu 🚲\nÀ revoir lundi."
CANNED = "/console/conversations/answers/new"
KEPT = re.compile(r'name="kept" value="([^"]+)"')
NEXT = re.compile(r'name="next" value="([^"]+)"')


@dataclass
class Writer(Newcomer):
    """Somebody with the page of ready answers open."""

    opened: str = ""

    async def send(self, path: str, **fields: str) -> str:
        """Send a form; that of ready answers with the token that its page has."""
        return await super().send(path, **({"csrf": self.opened} if path == CANNED else {}), **fields)


@pytest.fixture
async def writer(office: Office) -> Writer:
    """Somebody whose session is over, after an hour on one form."""
    came = Writer(office, office.browser())
    await came.accept(Role.EDITOR)
    await came.set_up()
    came.opened = found(CSRF, await came.page("/console/conversations/answers"))
    office.clock.now += IDLE
    return came


async def write(came: Newcomer, text: str = NOTE) -> str:
    """Send a ready answer, and return the page that comes."""
    return await came.send(CANNED, title="Merci", text=text)


async def come_back(came: Newcomer, page: str) -> str:
    """Sign in on a page that asks to, and return what follows."""
    asked = await came.send(
        "/console/sign-in", email=EMAIL, password=PASSWORD, next=found(NEXT, page), kept=found(KEPT, page)
    )
    following = unescape(found(NEXT, asked))
    return await came.send("/console/second-factor", code=came.code(), next=following)


async def answers(office: Office) -> list[CannedAnswer]:
    return await office.desk.database.read(lambda unit: list(unit.canned.all()))


async def test_what_was_typed_comes_back(writer: Newcomer, office: Office) -> None:
    page = await write(writer)
    assert "ce que vous veniez d'écrire est gardé" in unescape(page)
    assert "Très bien" not in page
    page = await come_back(writer, page)
    assert f'action="{CANNED}"' in page and 'name="title" value="Merci"' in page
    assert NOTE in unescape(page).replace("\r\n", "\n")
    assert await answers(office) == []


async def test_a_wrong_password_loses_nothing(writer: Newcomer) -> None:
    page = await write(writer)
    page = await writer.send("/console/sign-in", email=EMAIL, password="faux", kept=found(KEPT, page))
    assert NOTE in unescape(await come_back(writer, page)).replace("\r\n", "\n")


@pytest.mark.parametrize("known", [True, False])
async def test_a_colleague_is_not_shown_it(writer: Newcomer, office: Office, known: bool) -> None:
    if not known:
        # somebody else came a day later, and what had ended was forgotten
        office.clock.now += ABSOLUTE
        await office.sign_in(Role.ANALYST)
    page, stored = await write(writer), await office.desk.passwords.hash(PASSWORD)
    whose = {"email": "nadia@ville.example", "password": PASSWORD}

    def add(unit: Unit) -> None:
        unit.staff.add(whose["email"], "Nadia", Role.ADMIN, NOW, password=stored)

    await office.desk.database.transact(add)
    answer = await writer.browser.post("/console/sign-in", data={**whose, "kept": found(KEPT, page)})
    assert (answer.status, answer.url.path, answer.url.query_string) == (200, "/console/first-factor", "")


async def test_an_old_token_loses_nothing(office: Office) -> None:
    # another tab signed in anew: this form's token is of the session before
    other = await office.as_(Role.EDITOR)
    shown = found(CSRF, await (await other.get("/console/conversations/answers")).text())
    before = {"csrf": "x" * 64 + shown[64:], "title": "Merci", "text": NOTE}
    answer = await other.post(CANNED, data=before)
    page = await answer.text()
    assert (answer.status, office.csrf(other) in page) == (403, True)
    assert NOTE in unescape(page).replace("\r\n", "\n")
    assert await answers(office) == []


async def test_a_colleague_sends_no_old_form(writer: Writer, office: Office) -> None:
    # in another tab of this browser, a colleague signed in
    colleague = await office.as_(Role.ADMIN)
    answer = await colleague.post(CANNED, data={"csrf": writer.opened, "title": "Merci", "text": NOTE})
    assert (answer.status, "Très bien" in await answer.text()) == (403, False)
    assert await answers(office) == []


async def test_an_old_form_comes_back_days_later(writer: Writer, office: Office) -> None:
    office.clock.now += ABSOLUTE
    await office.sign_in(Role.ANALYST)
    assert NOTE in unescape(await come_back(writer, await write(writer))).replace("\r\n", "\n")


@pytest.mark.parametrize(
    "fields",
    [
        {"password": PASSWORD, "chosen": "douze girafes au bord du canal"},
        {"title": " "},
        {"text": "é" * LONGEST},
    ],
)
async def test_secrets_and_nothing_are_not_kept(writer: Newcomer, fields: dict[str, str]) -> None:
    page = await writer.send(CANNED, **fields)
    assert "Se connecter" in page and 'name="kept"' not in page


async def test_nothing_kept_leads_home(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    answer = await browser.get("/console/interrupted?kept=x", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/console/")
