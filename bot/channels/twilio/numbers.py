"""Which address does Twilio mean, and how is an address written for Twilio?"""

from __future__ import annotations

import re

from bot.channels.message import Address

SMS, WHATSAPP = "sms", "whatsapp"
#: What stands before a WhatsApp number in Twilio's fields.
PREFIX = f"{WHATSAPP}:"
#: French numbers in E.164, nearly all that come: the library would say the same in 50 µs.
FRENCH = re.compile(r"\+33[1-9][0-9]{8}")


def read_address(value: str) -> Address | None:
    """Return the address of a `From` or `To`, its number in E.164; None for another channel or nothing.

    What is not a number (a short code, a business-scoped id of WhatsApp) stays as it is.
    """
    channel, colon, name = value.strip().rpartition(":")
    name = normalise(name)
    if not name or (colon and channel != WHATSAPP):
        return None
    return Address(WHATSAPP if colon else SMS, name)


def write_number(channel: str, value: str) -> str:
    """Return an address as `From` and `To` want it."""
    return PREFIX + value if channel == WHATSAPP else value


def normalise(value: str) -> str:
    """Return an international number in E.164 ("+33 (0)6…" → "+336…"); anything else as it is."""
    if not value.startswith("+") or FRENCH.fullmatch(value):
        return value
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_possible_number, parse

    try:
        number = parse(value)
    except NumberParseException:
        return value
    return format_number(number, PhoneNumberFormat.E164) if is_possible_number(number) else value
