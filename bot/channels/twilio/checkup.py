"""Can this account send and receive, and does Twilio know where to call?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.sending import Refused
from bot.channels.twilio.client import TwilioClient
from bot.channels.twilio.failures import UNCERTAIN

#: What is said of an answer that is late, or a page of something else: nothing was sent that may have been taken.
STRANGE = "Twilio did not answer in time, or what answers is not Twilio"


async def describe(client: TwilioClient, sms_number: str | None, url: str) -> str:
    """Return one sentence on what is wrong, or "": `url` is where Twilio should bring messages.

    Twilio shows neither its WhatsApp senders nor its short codes this way: of those, only the account is checked.
    """
    account = await client.account()
    if isinstance(account, Refused):
        return _unanswered(account)
    if (status := account.get("status")) not in ("active", None):
        return f"The Twilio account is {status}: see its console."
    if not sms_number or not sms_number.startswith("+"):
        return ""
    number = await client.number(sms_number)
    if isinstance(number, Refused):
        return _unanswered(number)
    return _fault(number, url)


def _unanswered(refused: Refused) -> str:
    if refused.consequence == "stop_channel":
        return "Twilio refuses the account: check PALABRE_TWILIO_ACCOUNT_SID and PALABRE_TWILIO_AUTH_TOKEN."
    said = STRANGE if refused.code == UNCERTAIN else refused.sentence
    return f"{said}: is PALABRE_TWILIO_API_URL right?"


def _fault(number: Mapping[str, Any] | None, url: str) -> str:
    """Return what is wrong with a number, as Twilio describes it; options after "#" are ours to choose."""
    if number is None:
        return "The Twilio account does not own PALABRE_SMS_NUMBER."
    if (number.get("capabilities") or {}).get("sms") is False:
        return "PALABRE_SMS_NUMBER cannot carry SMS: choose another number at Twilio."
    called = (number.get("sms_url") or "").partition("#")[0]
    if called != url:
        return f"Twilio brings SMS to {called or 'nobody'}, not to {url}: set it on the number's page."
    if (number.get("sms_method") or "POST") != "POST":
        return "Twilio brings SMS by GET: choose POST on the number's page."
    return ""
