"""May what a provider sent come in? Verified, read, stored durably; only then answered."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.channels.errors import BadPayload, Forbidden
from bot.channels.message import InboundMessage, Receipt
from bot.channels.receiving import Incoming, Webhook
from bot.conversation.inbox import Inbox
from bot.conversation.receipts import Receipts
from bot.metrics import Metrics
from storage.errors import StorageError

#: what is answered beside "stored": not readable; not signed; try again later
UNREADABLE, FORBIDDEN, LATER = 400, 403, 503


@dataclass(frozen=True, slots=True)
class Door:
    """One provider's way in, whatever the HTTP server in front of it."""

    name: str
    webhook: Webhook
    inbox: Inbox
    receipts: Receipts
    metrics: Metrics
    #: what is answered once everything is stored: Twilio wants 204, or it looks for TwiML in the body
    stored: int = 200

    async def handle(self, headers: Mapping[str, str], target: str, body: bytes) -> tuple[int, bytes]:
        """Return the HTTP status and body for one call; a 2xx only after everything in it is stored."""
        try:
            incoming = self.webhook.open(headers, target, body)
            await self._store(incoming)
        except Forbidden:
            return self._refuse(FORBIDDEN, "signature")
        except BadPayload:
            return self._refuse(UNREADABLE, "form")
        except StorageError:
            return self._refuse(LATER, "store")
        return self.stored, self.webhook.answer(incoming)

    async def _store(self, incoming: Sequence[Incoming]) -> None:
        """Store messages and receipts; a single one, the usual case, costs no task."""
        waits = [self._one(item) for item in incoming]
        if len(waits) == 1:
            await waits[0]
        else:
            await asyncio.gather(*waits)

    async def _one(self, item: Incoming) -> None:
        match item:
            case InboundMessage(event="unread"):
                # nothing of a person's: a group, a kind of update that came after this release
                self.metrics.refused.labels(self.name, "unread").inc()
            case InboundMessage():
                await self.inbox.receive(item)
            case Receipt():
                await self.receipts.receive(item)

    def _refuse(self, status: int, cause: str) -> tuple[int, bytes]:
        self.metrics.refused.labels(self.name, cause).inc()
        return status, b""
