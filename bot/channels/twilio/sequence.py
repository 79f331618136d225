"""How does a message of several calls go, so that none of them goes twice?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.channels.sending import Refused, Taken
from bot.channels.twilio.failures import EMPTY, refuse

CallT = TypeVar("CallT")
#: Sends one call, told whether it is the message's last.
Send = Callable[[CallT, bool], Awaitable[Taken | Refused]]


async def send_in_order(calls: Sequence[CallT], skip: int, send: Send[CallT]) -> Taken | Refused:
    """Send the calls that an earlier try did not, and stop at the first that fails.

    Taken is that of the last call. `Refused.sent` counts from the message's first call: it is the next `skip`.
    """
    outcome: Taken | Refused = refuse(EMPTY)
    for place, call in enumerate(calls):
        if place < skip:
            continue
        outcome = await send(call, place == len(calls) - 1)
        if isinstance(outcome, Refused):
            return replace(outcome, sent=place)
    return outcome
