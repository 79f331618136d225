"""Does a sending that staff compose do what its confirmation says?"""

from __future__ import annotations

from bot.console.role import Role
from tests.unit.console.office import Office
from tests.unit.console.sendings.crowd import NEWS, open_survey, page, send, settle


async def test_every_page_can_be_opened(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    await open_survey(office)
    for path in (
        "/sendings", "/sendings/new", "/sendings/new?survey=langue", "/sendings/calendar", "/sendings/lost",
        "/sendings/phone", "/segments", "/segments/new", "/sendings/calendar?month=2026-02",
        "/sendings/calendar?month=nonsense",
    ):  # fmt: skip
        status, text = await page(browser, path)
        assert status == 200, (path, text[-2000:])


async def test_a_confirmation_says_what_happens(office: Office) -> None:
    await settle(office, "sms-lea", "sms-sam", "telegram-zoe")
    await settle(office, "sms-non", purposes=())
    browser = await office.as_(Role.EDITOR)
    status, text, _ = await send(office, browser, "/sendings/new", **NEWS, act="next")
    assert status == 200
    assert "3 personnes recevront ceci dès maintenant" in text, text
    assert "1 sont laissées de côté" in text
    status, text, where = await send(office, browser, "/sendings/confirm", **NEWS)
    assert (status, where) == (200, "/console/sendings/one/piscine?done=saved"), text
    status, text = await page(browser, "/sendings/one/piscine")
    assert "La piscine rouvre lundi." in text
