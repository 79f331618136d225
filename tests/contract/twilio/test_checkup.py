"""Is what is wrong with an account said in one sentence?"""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.twilio.checkup import describe
from bot.channels.twilio.client import TwilioClient
from tests.contract.twilio.double import Answer, Double, error
from tests.unit.channels.twilio.calls import OURS, PUBLIC_URL

URL = f"{PUBLIC_URL}/webhooks/twilio"
GOOD = {"sms_url": f"{URL}#rc=5&rp=all", "sms_method": "POST", "capabilities": {"sms": True}}


@pytest.mark.parametrize("number", [OURS, "38000", None])
async def test_a_good_account_has_no_fault(client: TwilioClient, double: Double, number: str | None) -> None:
    double.owned = {OURS: GOOD}
    assert await describe(client, number, URL) == ""


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ({"sms_url": "https://elsewhere.example"}, "brings SMS to https://elsewhere.example"),
        ({"sms_url": ""}, "brings SMS to nobody"),
        ({"sms_url": None}, "brings SMS to nobody"),
        ({"sms_method": "GET"}, "by GET"),
        ({"capabilities": {"sms": False}}, "cannot carry SMS"),
    ],
)
async def test_each_fault_of_a_number(
    client: TwilioClient, double: Double, number: dict[str, Any], said: str
) -> None:
    double.owned = {OURS: {**GOOD, **number}}
    assert said in await describe(client, OURS, URL)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (error(20003, 401), "PALABRE_TWILIO_AUTH_TOKEN"),
        (Answer(200, {"status": "suspended"}), "suspended"),
        (
            Answer(200, "<html>Sign in</html>"),
            "or what answers is not Twilio: is PALABRE_TWILIO_API_URL right?",
        ),
        (Answer(503, ""), "Twilio failed with the status 503: is PALABRE_TWILIO_API_URL right?"),
    ],
)
async def test_each_fault_of_an_account(
    client: TwilioClient, double: Double, answer: Answer, said: str
) -> None:
    double.account = answer
    assert said in await describe(client, OURS, URL)


async def test_a_number_of_somebody_else(client: TwilioClient) -> None:
    assert "does not own" in await describe(client, OURS, URL)
