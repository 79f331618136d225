"""What becomes of asking a provider for a file: its bytes, or why not?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

#: Largest file that is taken, in bytes: what WhatsApp carries; Telegram's Bot API stops at 20 MB.
LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Unfetched:
    """The file did not come."""

    #: worth another try?
    retryable: bool
    #: network, gone, size, address, refused, or the provider's HTTP status
    code: str


class Fetcher(Protocol):
    """What brings files of one channel."""

    async def fetch(self, reference: str) -> bytes | Unfetched:
        """Return the file that an attachment of this channel names; never raises for what a provider answers."""
        ...


GONE = Unfetched(retryable=False, code="gone")
TOO_LARGE = Unfetched(retryable=False, code="size")
STRANGE = Unfetched(retryable=False, code="address")
NETWORK = Unfetched(retryable=True, code="network")


def refused(status: int) -> Unfetched:
    """Return what an HTTP status means that is not 200."""
    if status in (404, 410):
        return GONE
    return Unfetched(retryable=status in (401, 403, 408, 425, 429) or status >= 500, code=str(status))
