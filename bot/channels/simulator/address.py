"""Which pretend resident is it, and in the manner of which channel?"""

from __future__ import annotations

import re
from typing import Literal, cast

from bot.channels.errors import BadAddress
from bot.channels.message import Address

#: The channels that can be played.
Style = Literal["telegram", "whatsapp", "sms"]

NAME = "simulator"
#: `sms-lea`: the style, then a name of at most 40 letters, figures, hyphens.
_VALUE = re.compile(r"(telegram|whatsapp|sms)-[\w-]{1,40}")


def read_address(value: str) -> Address:
    """Return the address of `sms-lea` or `simulator:sms-lea`. Raise BadAddress."""
    address = Address(NAME, value.removeprefix(f"{NAME}:"))
    style_of(address)
    return address


def style_of(address: Address) -> Style:
    """Return the channel that the address plays. Raise BadAddress."""
    match = _VALUE.fullmatch(address.value)
    if match is None:
        raise BadAddress("a simulated address is a style and a name: sms-lea, telegram-sam, whatsapp-ines")
    return cast("Style", match[1])
