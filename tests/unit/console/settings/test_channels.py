"""Does the test of a channel say one sentence, in time, and does each sentence of the checks have one here?"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.bootstrap.checkups import SLOW, find_checks, within
from bot.console.role import Role
from bot.console.settings.diagnosis import OTHER, explain
from tests.journey.house import settings
from tests.unit.console.office import Office

SAID = {
    "": "well",
    SLOW.format(seconds=8): "slow",
    "Telegram refuses the token: copy it again from @BotFather into PALABRE_TELEGRAM_TOKEN.": "telegram_token",
    "Telegram calls https://other.example/x: nothing comes by polling until that is deleted.": "telegram_polling",
    "Telegram does not know where to call: run `palabre telegram register`.": "telegram_hook",
    "3 messages wait at Telegram, whose last call failed: Read timeout.": "telegram_waiting",
    "Twilio refuses the account: check PALABRE_TWILIO_ACCOUNT_SID and PALABRE_TWILIO_AUTH_TOKEN.": "twilio_token",
    "The Twilio account does not own PALABRE_SMS_NUMBER.": "twilio_number",
    "Twilio brings SMS to nobody, not to https://x.example/y: set it on the number's page.": "twilio_hook",
    "Something new.": OTHER,
}


@pytest.fixture
def refused(office: Office) -> Office:
    """Give a console whose telegram says something new."""

    async def refuse() -> str:
        return "<b>Something new</b>"

    assert isinstance(office.desk.checks, dict)
    office.desk.checks["telegram"] = refuse
    return office


@pytest.mark.parametrize("fault", SAID)
def test_each_sentence_has_one_here(fault: str) -> None:
    assert explain(fault)[0] == SAID[fault]


async def test_a_silent_provider_is_not_waited_for() -> None:
    async def never() -> str:
        await asyncio.Event().wait()
        return ""

    assert await within(0.01, never) == SLOW.format(seconds=0.01)


def test_only_what_is_set_up_is_checked(tmp_path: Path) -> None:
    given = settings("sqlite:///x.db", tmp_path, simulator=True)
    assert set(find_checks(given)) == {"simulator"}
    twilio = {"twilio_account_sid": "AC" + "0" * 32, "twilio_auth_token": "t", "sms_number": "+33939000000"}
    assert set(find_checks(settings("sqlite:///x.db", tmp_path, **twilio))) == {"sms", "simulator"}


async def test_the_page_says_what_is_wrong(refused: Office) -> None:
    browser = await refused.as_(Role.ADMIN)
    sent = {"csrf": refused.csrf(browser)}
    page = await (await browser.post("/console/settings/channels/telegram/test", data=sent)).text()
    assert "Quelque chose ne va pas" in page
    assert "&lt;b&gt;Something new" in page
    assert (await browser.post("/console/settings/channels/sms/test", data=sent)).status == 404


async def test_the_simulator_is_well(office: Office) -> None:
    browser = await office.as_(Role.ADMIN)
    sent = {"csrf": office.csrf(browser)}
    page = await (await browser.post("/console/settings/channels/simulator/test", data=sent)).text()
    assert "Tout va bien." in page
