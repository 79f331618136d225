"""What did residents receive? A pretend Telegram that outlives every process, and forgets nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from bench.webhook.plays import OURS
from bench.webhook.stub import Stub


class Telegram:
    """Takes every message, and counts how often each came."""

    def __init__(self) -> None:
        self.received: defaultdict[int, list[str]] = defaultdict(list)
        self.stub = Stub(self._take)

    def doubles(self) -> int:
        """Return how many messages came again: no two messages of a play are the same."""
        counts = (Counter(texts) for texts in self.received.values())
        return sum(n - 1 for count in counts for n in count.values())

    def disorders(self, chats: Iterable[int]) -> list[str]:
        """Tell whose replies are missing, or came first in another order than the play's."""
        return [f"{chat}: {self.received[chat]}" for chat in chats if not _in_order(self.received[chat])]

    def _take(self, chat: int, text: str) -> None:
        self.received[chat].append(text)


def _in_order(texts: list[str]) -> bool:
    """Tell whether a reply to each line of the play is there, after that to the line before."""
    coming = iter(texts)
    return all(any(line.expects.search(text) for text in coming) for line in OURS)


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[Telegram, str]]:
    """Give a pretend Telegram, and its address."""
    telegram = Telegram()
    port = await telegram.stub.listen()
    yield telegram, f"http://127.0.0.1:{port}"
    telegram.stub.close()
