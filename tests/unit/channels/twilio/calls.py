"""Which calls does Twilio make? As it documents them, and as they were captured."""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha1
from urllib.parse import urlencode

ACCOUNT = "AC" + "a" * 32
TOKEN = "0123456789abcdef0123456789abcdef"
PUBLIC_URL = "https://palabre.example"
TARGET = "/webhooks/twilio"
OURS = "+33939000000"
#: the header that says that the body is a form
FORM = {"content-type": "application/x-www-form-urlencoded; charset=UTF-8"}

#: an SMS as https://www.twilio.com/docs/messaging/guides/webhook-request lists its fields
SMS = {
    "ToCountry": "FR", "ToState": "", "SmsMessageSid": "SM" + "1" * 32, "NumMedia": "0", "ToCity": "",
    "FromZip": "", "SmsSid": "SM" + "1" * 32, "FromState": "", "SmsStatus": "received", "FromCity": "",
    "Body": "Bonjour", "FromCountry": "FR", "To": OURS, "ToZip": "", "NumSegments": "1",
    "MessageSid": "SM" + "1" * 32, "AccountSid": ACCOUNT, "From": "+33612345678", "ApiVersion": "2010-04-01",
}  # fmt: skip

#: a WhatsApp message, with the fields that only WhatsApp has
WHATSAPP = {
    "SmsMessageSid": "SM" + "2" * 32, "NumMedia": "0", "ProfileName": "Léa 🌸", "MessageType": "text",
    "SmsSid": "SM" + "2" * 32, "WaId": "33612345678", "SmsStatus": "received", "Body": "Bonjour",
    "To": f"whatsapp:{OURS}", "NumSegments": "1", "ReferralNumMedia": "0", "MessageSid": "SM" + "2" * 32,
    "AccountSid": ACCOUNT, "From": "whatsapp:+33612345678", "ApiVersion": "2010-04-01",
}  # fmt: skip

#: a status callback
STATUS = {
    "ChannelToAddress": "+3361234XXXX", "ChannelPrefix": "whatsapp", "AccountSid": ACCOUNT, "ApiVersion": "2010-04-01",
    "SmsSid": "SM" + "3" * 32, "SmsStatus": "delivered", "MessageSid": "SM" + "3" * 32,
    "MessageStatus": "delivered", "To": "+33612345678", "From": OURS,
}  # fmt: skip


def encode(fields: Mapping[str, str]) -> bytes:
    """Return a body as Twilio posts it."""
    return urlencode(fields).encode()


def sign(fields: Mapping[str, str], target: str = TARGET, url: str = PUBLIC_URL) -> str:
    """Return the signature as Twilio's documentation words it."""
    text = url + target + "".join(name + fields[name] for name in sorted(fields))
    return b64encode(hmac.new(TOKEN.encode(), text.encode(), sha1).digest()).decode()


def headers(fields: Mapping[str, str], target: str = TARGET) -> dict[str, str]:
    """Return the headers of a call that is rightly signed."""
    return {**FORM, "x-twilio-signature": sign(fields, target)}
