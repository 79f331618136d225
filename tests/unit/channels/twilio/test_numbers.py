"""Are addresses read and written as Twilio has them?"""

from __future__ import annotations

import pytest

from bot.channels.message import Address
from bot.channels.twilio.numbers import normalise, read_address, write_number


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("+33612345678", "+33612345678"),
        ("+330612345678", "+33612345678"),
        ("+336123456789", "+336123456789"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("+262692123456", "+262692123456"),
        ("38000", "38000"),
        ("MAIRIE", "MAIRIE"),
        ("+1", "+1"),
        ("+999", "+999"),
        ("+", "+"),
        ("", ""),
    ],
)
def test_numbers_are_written_in_e164(given: str, expected: str) -> None:
    assert normalise(given) == expected


@pytest.mark.parametrize(
    "value", ["sms:+33612345678", "whatsapp:+33612345678", "whatsapp:FR.1a2B3c", "sms:38000"]
)
def test_an_address_comes_back_as_it_went(value: str) -> None:
    channel, _, name = value.partition(":")
    assert read_address(write_number(channel, name)) == Address(channel, name)
