"""Is every kind of message from Twilio understood, with its traps?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.message import Address, InboundMessage, Profile
from bot.channels.twilio.parse import parse
from dialogues.inputs import Attachment, Point
from tests.unit.channels.twilio.calls import SMS, WHATSAPP

PHONE = InboundMessage(Address("sms", "+33612345678"), "SM" + "1" * 32, "Bonjour")
CHAT = InboundMessage(
    Address("whatsapp", "+33612345678"), "SM" + "2" * 32, "Bonjour", profile=Profile("Léa 🌸")
)
MEDIA = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1"
POINT = Point(50.6292, 3.0573)


def media(kind: str, body: str = "") -> dict[str, str]:
    """Return the fields of one file."""
    return {"NumMedia": "1", "MediaUrl0": MEDIA, "MediaContentType0": kind, "Body": body}


def test_an_sms_is_read() -> None:
    assert parse(SMS) == PHONE


def test_a_whatsapp_message_is_read() -> None:
    assert parse(WHATSAPP) == CHAT


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"Body": ""}, replace(CHAT, text="")),
        ({"Body": "  a\n b "}, replace(CHAT, text="  a\n b ")),
        (media("image/jpeg"), replace(CHAT, text="", attachments=(Attachment(f"twilio:{MEDIA}", "image/jpeg"),))),
        (media("image/jpeg", "Ici"), replace(CHAT, text="Ici", attachments=(Attachment(f"twilio:{MEDIA}", "image/jpeg"),))),
        (media("audio/ogg"), replace(CHAT, text="", attachments=(Attachment(f"twilio:{MEDIA}", "audio/ogg"),))),
        (
            media("application/pdf", "plan du parc.pdf"),
            replace(CHAT, text="", attachments=(Attachment(f"twilio:{MEDIA}", "application/pdf", "plan du parc.pdf"),)),
        ),
        (
            media("application/pdf", "Voici mon plan du parc."),
            replace(CHAT, text="Voici mon plan du parc.", attachments=(Attachment(f"twilio:{MEDIA}", "application/pdf"),)),
        ),
        (
            {"Body": "", "Latitude": "50.6292", "Longitude": "3.0573"},
            replace(CHAT, text="", point=POINT),
        ),
        (
            {"Body": "", "Latitude": "50.6292", "Longitude": "3.0573", "Address": "Grand Place", "Label": "Le Furet"},
            replace(CHAT, text="", point=replace(POINT, name="Le Furet")),
        ),
        (
            {"Body": "", "Latitude": "50.6292", "Longitude": "3.0573", "Address": "Grand Place"},
            replace(CHAT, text="", point=replace(POINT, name="Grand Place")),
        ),
        ({"Latitude": "nan", "Longitude": "3"}, CHAT),
        ({"Latitude": "91", "Longitude": "3"}, CHAT),
        ({"Latitude": "50"}, CHAT),
        ({"Body": "Oui", "ButtonText": "Oui", "ButtonPayload": "yes"}, replace(CHAT, text="Oui", choice="yes")),
        ({"Body": "", "ButtonText": "Oui"}, replace(CHAT, text="Oui")),
        ({"Body": "Parc", "ListId": "park", "ListTitle": "Parc"}, replace(CHAT, text="Parc", choice="park")),
        ({"Body": "", "ListId": "park", "ListTitle": "Parc"}, replace(CHAT, text="Parc", choice="park")),
        ({"OriginalRepliedMessageSid": "SM9"}, replace(CHAT, detail="SM9")),
        ({"From": "whatsapp:FR.1a2B3c"}, replace(CHAT, address=Address("whatsapp", "FR.1a2B3c"))),
        ({"NewFieldOfTomorrow": "x"}, CHAT),
    ],
)  # fmt: skip
def test_each_trap_of_whatsapp(fields: dict[str, str], expected: InboundMessage) -> None:
    assert parse({**WHATSAPP, **fields}) == expected


def test_the_body_of_an_mms_is_text() -> None:
    assert parse({**SMS, **media("application/pdf", "plan.pdf")}).text == "plan.pdf"


def test_every_file_is_kept_up_to_ten() -> None:
    fields = {f"MediaUrl{number}": f"{MEDIA}{number}" for number in range(12)}
    assert [a.reference for a in parse({**SMS, **fields}).attachments] == [
        f"twilio:{MEDIA}{number}" for number in range(10)
    ]


@pytest.mark.parametrize(
    ("kind", "event"), [("STOP", "blocked"), ("START", "message"), ("HELP", "message"), ("", "message")]
)
def test_an_opt_out_keeps_its_words(kind: str, event: str) -> None:
    message = parse({**SMS, "Body": "Ras le bol", "OptOutType": kind})
    assert (message.event, message.text) == (event, "Ras le bol")


@pytest.mark.parametrize("sender", ["", "messenger:12", "rcs:+33612345678", "whatsapp:"])
def test_an_unknown_sender_is_unread(sender: str) -> None:
    message = parse({**SMS, "From": sender})
    assert (message.event, message.address) == ("unread", Address("twilio", sender))


def test_without_a_sid_the_id_is_stable() -> None:
    first, again, other = parse({"From": "+1"}), parse({"From": "+1"}), parse({"From": "+2"})
    assert first.provider_id == again.provider_id != other.provider_id
