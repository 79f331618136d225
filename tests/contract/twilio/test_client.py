"""Is whatever Twilio answers, or does not, told apart?"""

from __future__ import annotations

import logging

import pytest

from bot.channels.sending import Refused, Taken
from bot.channels.twilio.client import TwilioClient, content_url
from tests.contract.twilio.double import HANG_UP, SILENCE, Answer, Double, error
from tests.unit.channels.twilio.calls import ACCOUNT, OURS, TOKEN

FIELDS = {"To": "+33612345678", "From": OURS, "Body": "Été 🌸 & co = + %"}


async def test_a_message_is_taken(client: TwilioClient, double: Double) -> None:
    assert await client.send(FIELDS) == Taken("SM" + "0" * 32)
    assert (double.messages, double.strangers) == ([FIELDS], 0)


@pytest.mark.parametrize(
    ("answer", "code", "retryable", "consequence"),
    [
        (error(21610), "21610", False, "opted_out"),
        (error(21211), "21211", False, "address_dead"),
        (error(20003, 401), "20003", False, "stop_channel"),
        (error(20429, 429), "20429", True, "none"),
        (error(99999, 400), "99999", False, "alert"),
        (error(99999, 503), "99999", True, "none"),
        (Answer(502, "<html>Bad gateway</html>"), "http_502", True, "none"),
        (Answer(429, ""), "http_429", True, "none"),
        (Answer(400, {"code": None}), "http_400", False, "alert"),
        (Answer(404, []), "http_404", False, "alert"),  # type: ignore[arg-type]
        (Answer(302, "", {"Location": "http://127.0.0.1:1/"}), "http_302", False, "alert"),
        (Answer(200, "not JSON"), "uncertain", True, "none"),
        (Answer(200, {"sid": None}), "uncertain", True, "none"),
        (SILENCE, "uncertain", True, "none"),
        (HANG_UP, "uncertain", True, "none"),
    ],
)
async def test_each_refusal(
    client: TwilioClient, double: Double, answer: Answer, code: str, retryable: bool, consequence: str
) -> None:
    double.plan = [answer]
    outcome = await client.send(FIELDS)
    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.retryable, outcome.consequence) == (code, retryable, consequence)


@pytest.mark.parametrize(
    ("said", "seconds"), [("7", 7.0), ("", 0.0), ("soon", 0.0), ("-1", 0.0), ("1e9", 0.0)]
)
async def test_the_wait_asked_for_is_kept(
    client: TwilioClient, double: Double, said: str, seconds: float
) -> None:
    double.plan = [error(20429, 429, **{"Retry-After": said})]
    outcome = await client.send(FIELDS)
    assert isinstance(outcome, Refused) and outcome.retry_after == seconds


async def test_nobody_there_is_certain() -> None:
    async with TwilioClient(ACCOUNT, TOKEN, "http://127.0.0.1:9") as client:
        outcome = await client.send(FIELDS)
    assert isinstance(outcome, Refused) and outcome.code == "unreachable"


async def test_nothing_said_is_logged(
    client: TwilioClient, double: Double, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    double.plan = [error(21610), Answer()]
    await client.send(FIELDS)
    await client.send(FIELDS)
    said = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]
    for secret in (TOKEN, FIELDS["To"], FIELDS["Body"], ACCOUNT):
        assert secret not in "\n".join(said)


async def test_surrogates_do_not_stop_a_message(client: TwilioClient, double: Double) -> None:
    assert isinstance(await client.send({**FIELDS, "Body": "a\ud800b"}), Taken)
    assert double.messages[0]["Body"] == "a�b"


@pytest.mark.parametrize(
    ("api", "content"),
    [
        ("https://api.twilio.com", "https://content.twilio.com"),
        ("https://api.dublin.ie1.twilio.com/", "https://content.dublin.ie1.twilio.com"),
        ("http://127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("https://twilio.example/api.", "https://twilio.example/api."),
    ],
)
def test_contents_live_beside_the_api(api: str, content: str) -> None:
    assert content_url(api) == content
