"""Ideas that a town has had before a bench begins: as many as a new one is compared with, so that none is remembered beyond."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import asyncpg

from bench.many.town import Rows, fill
from bench.webhook.plays import sentence
from bot.conversation.recent import COMPARED
from dialogues.reading.fold import fold
from storage.migrations import upgrade

#: whose words they are: nobody of a play has these numbers
FIRST_CHAT = 900_000_000

PEOPLE = ("id", "language", "created_at", "last_seen_at", "introduced_at")
IDEAS = ("id", "number", "reference", "participant_id", "state", "created_at", "language")
VERSIONS = ("idea_id", "n", "title", "solution", "problem", "benefit", "photos", "at", "folded")


async def remember(url: str, count: int = COMPARED) -> None:
    """Store so many ideas of as many people, one a minute until now."""
    await upgrade(url)
    begun = datetime.now(UTC) - timedelta(minutes=count)
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await fill(
                connection,
                ("participants", PEOPLE, _people(count, begun)),
                ("ideas", IDEAS, _ideas(count, begun)),
                ("idea_versions", VERSIONS, _versions(count, begun)),
            )
            await connection.execute("INSERT INTO counters (name, value) VALUES ('ideas', $1)", count)
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


def _people(count: int, begun: datetime) -> Rows:
    return ((f"earlier-{n}", "fr", begun, begun, begun) for n in range(1, count + 1))


def _ideas(count: int, begun: datetime) -> Rows:
    return (
        (f"earlier-{n}", n, f"AVANT-{n}", f"earlier-{n}", "submitted", begun + timedelta(minutes=n), "fr")
        for n in range(1, count + 1)
    )


def _versions(count: int, begun: datetime) -> Rows:
    for n in range(1, count + 1):
        said = [sentence(FIRST_CHAT + n, place) for place in (1, 2, 3)]
        title, at = said[0][:90], begun + timedelta(minutes=n)
        yield f"earlier-{n}", 1, title, *said, "[]", at, fold(" ".join((title, *said)))
