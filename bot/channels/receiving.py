"""What does a provider's call hold, and is it really from the provider?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.channels.message import InboundMessage, Receipt

#: What one call may bring
Incoming = InboundMessage | Receipt


class Webhook(Protocol):
    """One provider's way in: verifies, then reads. Pure: the caller stores and answers."""

    def open(self, headers: Mapping[str, str], target: str, body: bytes, /) -> Sequence[Incoming]:
        """Return what the call holds; `target` is the path with its raw query ("/webhooks/twilio?x=1").

        Header names are in lower case. Raise Forbidden when the signature or secret is wrong or missing
        (compared in constant time), BadPayload when the body is not of the provider's form.
        What is of its form but cannot be understood is an InboundMessage of the event "unread".
        """
        ...

    def answer(self, incoming: Sequence[Incoming], /) -> bytes:
        """Return the JSON that the provider may be answered once all of it is stored, b"" for nothing."""
        ...
