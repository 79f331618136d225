"""Does Twilio's own description accept every request that we make of it?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from bot.channels.message import Address
from bot.channels.sending import Refused, Taken
from bot.channels.sms.carrier import SmsCarrier
from bot.channels.sms.render import Sms
from bot.channels.twilio.client import TwilioClient
from bot.channels.twilio.sender import TwilioSender
from bot.channels.whatsapp.carrier import WhatsAppCarrier
from bot.channels.whatsapp.content import Shape, definition
from bot.channels.whatsapp.render import WhatsApp
from bot.channels.whatsapp.shelf import Shelf
from tests.contract.twilio.conftest import STATUS_URL
from tests.unit.channels.messages import outbound
from tests.unit.channels.twilio.calls import ACCOUNT, OURS, TOKEN

pytestmark = pytest.mark.needs("data", "node_packages")

PHONE, CHAT = "sms:+33612345678", "whatsapp:+33612345678"
TEXTS = ("Bonjour", "Été 🌸 & co = + %", "a\n\nb\tc", "مرحبا", "mot " * 600, "{{1}} {{t1}}", "x" * 5000)
CHOICES: tuple[tuple[str, ...], ...] = (
    (), ("Oui", "Non"), ("Oui", "Non", "Passer"), tuple(f"Choix {n}" for n in range(10)),
    tuple(f"Choix {n}" for n in range(14)), ("Un choix bien trop long pour un bouton ou une ligne",),
)  # fmt: skip


@pytest.fixture
async def judged(messages_judge: str) -> AsyncIterator[TwilioClient]:
    """Give a client of the judge of messages."""
    async with TwilioClient(ACCOUNT, TOKEN, messages_judge) as client:
        yield client


@pytest.fixture
async def kept(contents_judge: str) -> AsyncIterator[TwilioClient]:
    """Give a client of the judge of contents."""
    async with TwilioClient(ACCOUNT, TOKEN, contents_judge) as client:
        yield client


async def test_the_judge_refuses_what_is_wrong(judged: TwilioClient) -> None:
    outcome = await judged.send({"From": OURS, "Body": "to nobody"})
    assert isinstance(outcome, Refused) and outcome.code == "http_422"


async def test_the_judge_refuses_a_wrong_shape(kept: TwilioClient) -> None:
    outcome = await kept.keep({"types": {"twilio/quick-reply": {"body": 3}}})
    assert isinstance(outcome, Refused) and outcome.code == "http_422"


@pytest.mark.parametrize("labels", CHOICES)
async def test_every_sms_is_accepted(judged: TwilioClient, labels: tuple[str, ...]) -> None:
    carrier = SmsCarrier(Sms(), TwilioSender(judged, OURS, STATUS_URL))
    for text in TEXTS:
        assert isinstance(await carrier.send(outbound(text, *labels, to=PHONE)), Taken)


@pytest.mark.parametrize("labels", CHOICES)
async def test_every_whatsapp_message_is_accepted(
    judged: TwilioClient, kept: TwilioClient, labels: tuple[str, ...]
) -> None:
    carrier = WhatsAppCarrier(WhatsApp(), TwilioSender(judged, OURS, STATUS_URL), Shelf(kept))
    for text in TEXTS:
        assert isinstance(await carrier.send(outbound(text, *labels, to=CHAT)), Taken)


async def test_a_template_is_accepted(judged: TwilioClient, kept: TwilioClient) -> None:
    carrier = WhatsAppCarrier(WhatsApp(), TwilioSender(judged, OURS, STATUS_URL), Shelf(kept))
    sent = carrier.send_template(Address("whatsapp", "+33612345678"), 1, "HX" + "f" * 32, {"1": "Lille"})
    assert isinstance(await sent, Taken)


@pytest.mark.parametrize(
    "shape",
    [Shape((True,), buttons, 0) for buttons in (1, 2, 3)] + [Shape((True, False, True), 0, rows) for rows in range(1, 11)],
)  # fmt: skip
async def test_every_shape_is_accepted(kept: TwilioClient, shape: Shape) -> None:
    assert await kept.keep(definition(shape)) == "HX" + "a" * 32


async def test_the_list_of_contents_is_accepted(kept: TwilioClient) -> None:
    assert not isinstance(await kept.kept(), Refused)


async def test_questions_on_the_account_are_accepted(judged: TwilioClient) -> None:
    assert not isinstance(await judged.account(), Refused)
    assert not isinstance(await judged.number(OURS), Refused)


def test_the_judges_are_on_loopback(messages_judge: str, contents_judge: str) -> None:
    assert {urlsplit(url).hostname for url in (messages_judge, contents_judge)} == {"127.0.0.1"}
