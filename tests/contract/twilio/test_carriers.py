"""Does a message go whole, once, drawn as its channel draws, and does its row come back?"""

from __future__ import annotations

import json
from dataclasses import replace

from bot.channels.message import Address, Receipt
from bot.channels.sending import Refused, Taken
from bot.channels.sms.carrier import SmsCarrier
from bot.channels.twilio.client import TwilioClient
from bot.channels.twilio.sender import TwilioSender
from bot.channels.twilio.webhook import TwilioWebhook
from bot.channels.whatsapp.carrier import WhatsAppCarrier
from bot.channels.whatsapp.render import WhatsApp
from bot.channels.whatsapp.shelf import Shelf
from bot.channels.whatsapp.template import Templates
from tests.contract.twilio.conftest import STATUS_URL
from tests.contract.twilio.double import Answer, Double, call_back, error
from tests.unit.channels.messages import outbound
from tests.unit.channels.twilio.calls import OURS, PUBLIC_URL, TOKEN

PHONE, CHAT = "sms:+33612345678", "whatsapp:+33612345678"
WEBHOOK = TwilioWebhook(TOKEN, PUBLIC_URL)
LONG = "mot " * 600
LABELS = ("Oui", "Non")
FRENCH, ENGLISH = "HX" + "f" * 32, "HX" + "e" * 32


async def test_an_sms_goes_with_its_row(sms: SmsCarrier, double: Double) -> None:
    assert await sms.send(outbound("Quelle est votre solution ?", to=PHONE)) == Taken("SM" + "0" * 32)
    assert double.messages == [
        {"To": "+33612345678", "From": OURS, "StatusCallback": f"{STATUS_URL}?outbox=1", "Body": "Quelle est votre solution ?"}
    ]  # fmt: skip


async def test_a_whatsapp_text_is_free_text(whatsapp: WhatsAppCarrier, double: Double) -> None:
    await whatsapp.send(outbound("Bonjour", to=CHAT))
    assert double.messages[0]["To"] == "whatsapp:+33612345678"
    assert double.messages[0]["From"] == f"whatsapp:{OURS}"
    assert (double.messages[0]["Body"], double.contents) == ("Bonjour", {})


async def test_without_a_public_address_no_callback(client: TwilioClient, double: Double) -> None:
    await TwilioSender(client, OURS).send(Address("sms", "+33612345678"), 1, True, {"Body": "x"})
    assert "StatusCallback" not in double.messages[0]


async def test_a_long_sms_goes_in_order(sms: SmsCarrier, double: Double) -> None:
    await sms.send(outbound(LONG, to=PHONE))
    assert [message["Body"][-5:] for message in double.messages] == ["(1/3)", "(2/3)", "(3/3)"]
    assert [message["StatusCallback"].partition("?")[2] for message in double.messages] == [
        "part=1", "part=1", "outbox=1",
    ]  # fmt: skip


async def test_what_went_does_not_go_twice(sms: SmsCarrier, double: Double) -> None:
    double.plan = [Answer(201, {"sid": "SM1"}), error(20429, 429)]
    message = outbound(LONG, to=PHONE)
    outcome = await sms.send(message)
    assert isinstance(outcome, Refused) and (outcome.sent, outcome.retryable) == (1, True)
    double.messages.clear()
    assert isinstance(await sms.send(replace(message, skip=outcome.sent)), Taken)
    assert [text["Body"][-5:] for text in double.messages] == ["(2/3)", "(3/3)"]


async def test_a_second_failure_counts_from_the_first_call(sms: SmsCarrier, double: Double) -> None:
    double.plan = [error(20429, 429)]
    outcome = await sms.send(replace(outbound(LONG, to=PHONE), skip=2))
    assert isinstance(outcome, Refused) and outcome.sent == 2


async def test_nothing_to_say_is_a_refusal(sms: SmsCarrier, double: Double) -> None:
    outcome = await sms.send(outbound("", to=PHONE))
    assert isinstance(outcome, Refused) and (outcome.code, double.messages) == ("empty", [])


async def test_buttons_are_a_shape_with_values(whatsapp: WhatsAppCarrier, double: Double) -> None:
    await whatsapp.send(outbound("On valide ?\n\nTitre : un banc", *LABELS, to=CHAT))
    ((sid, content),) = double.contents.items()
    assert double.messages[0]["ContentSid"] == sid and "Body" not in double.messages[0]
    assert json.loads(double.messages[0]["ContentVariables"]) == {
        "1": "On valide ?", "3": "Titre : un banc", "t1": "Oui", "i1": "oui", "t2": "Non", "i2": "non",
    }  # fmt: skip
    assert content["types"]["twilio/quick-reply"]["body"] == "{{1}}\n\n{{3}}"


async def test_a_shape_is_made_once(whatsapp: WhatsAppCarrier, double: Double) -> None:
    for text in ("Vraiment ?", "Autre chose ?"):
        await whatsapp.send(outbound(text, *LABELS, to=CHAT))
    assert len(double.contents) == 1 and double.lists == 1


async def test_a_shape_of_another_process_is_found(
    client: TwilioClient, whatsapp: WhatsAppCarrier, double: Double
) -> None:
    await whatsapp.send(outbound("Vraiment ?", *LABELS, to=CHAT))
    other = WhatsAppCarrier(WhatsApp(), TwilioSender(client, OURS), Shelf(client))
    await other.send(outbound("Autre chose ?", *LABELS, to=CHAT))
    assert len(double.contents) == 1


async def test_nothing_written_is_kept_at_twilio(whatsapp: WhatsAppCarrier, double: Double) -> None:
    await whatsapp.send(outbound("Mon idée secrète", "Option secrète", to=CHAT))
    await whatsapp.send(outbound("Mon idée secrète", *(f"secret {n}" for n in range(9)), to=CHAT))
    assert len(double.contents) == 2 and "secr" not in json.dumps(double.contents)


async def test_refused_shapes_are_numbered(whatsapp: WhatsAppCarrier, double: Double) -> None:
    double.content_plan = [error(20001)]
    for _ in range(2):
        assert isinstance(await whatsapp.send(outbound("Vraiment ?", *LABELS, to=CHAT)), Taken)
    assert [message["Body"] for message in double.messages] == ["Vraiment ?\n1 Oui 2 Non"] * 2
    assert double.contents == {}


async def test_a_shape_is_asked_again_after_a_fault(whatsapp: WhatsAppCarrier, double: Double) -> None:
    double.content_plan = [Answer(503, "")]
    for _ in range(2):
        await whatsapp.send(outbound("Vraiment ?", *LABELS, to=CHAT))
    assert ["Body" in message for message in double.messages] == [True, False]


async def test_values_that_are_refused_go_as_text(whatsapp: WhatsAppCarrier, double: Double) -> None:
    double.plan = [error(21656)]
    assert isinstance(await whatsapp.send(outbound("Vraiment ?", *LABELS, to=CHAT)), Taken)
    await whatsapp.send(outbound("Encore ?", *LABELS, to=CHAT))
    assert ["Body" in message for message in double.messages] == [False, True, True]


async def test_a_shape_that_was_lost_is_made_anew(whatsapp: WhatsAppCarrier, double: Double) -> None:
    double.plan = [error(21655)]
    assert isinstance(await whatsapp.send(outbound("Vraiment ?", *LABELS, to=CHAT)), Taken)
    await whatsapp.send(outbound("Encore ?", *LABELS, to=CHAT))
    assert ["Body" in message for message in double.messages] == [False, True, False]
    assert len(double.contents) == 2


async def test_a_closed_window_is_told(whatsapp: WhatsAppCarrier, double: Double) -> None:
    double.plan = [error(63016)]
    outcome = await whatsapp.send(outbound("Bonjour", to=CHAT))
    assert isinstance(outcome, Refused) and outcome.consequence == "window_closed"


async def test_a_template_goes_outside_the_window(whatsapp: WhatsAppCarrier, double: Double) -> None:
    await whatsapp.send_template(Address("whatsapp", "+33612345678"), 5, "HX" + "f" * 32, {"1": "Lille"})
    assert double.messages[0]["ContentSid"] == "HX" + "f" * 32
    assert json.loads(double.messages[0]["ContentVariables"]) == {"1": "Lille"}


async def test_outside_the_window_nothing_goes(whatsapp: WhatsAppCarrier, double: Double) -> None:
    outcome = await whatsapp.send(replace(outbound("Bonjour", to=CHAT), window_open=False))
    assert isinstance(outcome, Refused) and (outcome.code, outcome.retryable) == ("63016", False)
    assert double.messages == []


async def test_outside_the_window_a_template_goes(whatsapp: WhatsAppCarrier, double: Double) -> None:
    late = replace(whatsapp, templates=Templates({"fr": FRENCH, "en": ENGLISH}, "Lille"))
    message = replace(outbound("On valide ?\n\nUn banc", *LABELS, to=CHAT), window_open=False)
    for language in ("fr", "en", "ar"):
        assert isinstance(await late.send(replace(message, language=language)), Taken)
    assert [sent["ContentSid"] for sent in double.messages] == [FRENCH, ENGLISH, FRENCH]
    said = json.loads(double.messages[0]["ContentVariables"])
    assert said == {"1": "Lille", "2": "On valide ? | Un banc | 1 Oui 2 Non"}
    assert "Body" not in double.messages[0] and double.contents == {}


async def test_what_no_template_holds_is_refused(whatsapp: WhatsAppCarrier, double: Double) -> None:
    late = replace(whatsapp, templates=Templates({"any": FRENCH}, "Lille"))
    outcome = await late.send(replace(outbound("mot " * 300, to=CHAT), window_open=False))
    assert isinstance(outcome, Refused) and (outcome.code, outcome.consequence) == ("template", "alert")
    assert double.messages == []


async def test_the_receipt_finds_its_row(sms: SmsCarrier, double: Double) -> None:
    taken = await sms.send(outbound("Bonjour", to=PHONE))
    assert isinstance(taken, Taken)
    calls = [
        call_back(double.messages[0], taken.provider_id, *said)
        for said in (("delivered",), ("failed", "30006"))
    ]
    receipts = [receipt for call in calls for receipt in WEBHOOK.open(*call)]
    sentence = "this is a landline, or its carrier takes no messages"
    assert receipts == [
        Receipt("sms", taken.provider_id, "delivered", address="+33612345678", outbox=1),
        Receipt("sms", taken.provider_id, "failed", "30006", "address_dead", "+33612345678", sentence, 1),
    ]
