"""A large town: a million people and five million answers, put into PostgreSQL by COPY."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from storage.migrations import upgrade

Rows = Iterator[tuple[Any, ...]]

BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
WORDS = "Un abri à vélos fermé devant la gare, avec une pompe et une prise pour les vélos électriques."

#: rows in one COPY
BATCH = 50_000

PARTICIPANTS = ("id", "language", "created_at", "last_seen_at", "introduced_at")
ADDRESSES = ("id", "participant_id", "channel", "value", "state", "created_at")
ANSWERS = (
    "session_id", "participant_id", "dialogue", "version", "step", "type", "value", "text", "how", "at"
)  # fmt: skip
STEPS = ("solution", "problem", "benefit", "title", "theme")


async def populate(url: str, people: int) -> None:
    """Store so many people, with five answers each; the planner is told how large the tables are."""
    await upgrade(url)
    connection = await asyncpg.connect(url)
    try:
        for first in range(0, people, BATCH):
            last = min(people, first + BATCH)
            async with connection.transaction():
                await fill(
                    connection,
                    ("participants", PARTICIPANTS, _participants(first, last)),
                    ("addresses", ADDRESSES, _addresses(first, last)),
                    ("answers", ANSWERS, _answers(first, last)),
                )
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


async def fill(connection: asyncpg.Connection, *tables: tuple[str, Sequence[str], Rows]) -> None:
    """Store the rows of tables, each with its columns, in this order."""
    for name, columns, rows in tables:
        await connection.copy_records_to_table(name, records=rows, columns=columns)


def _participants(first: int, last: int) -> Rows:
    return ((_id(n), "fr", _at(n), _at(n), _at(n)) for n in range(first, last))


def _addresses(first: int, last: int) -> Rows:
    return (
        (_id(n), _id(n), "telegram", str(10_000_000_000 + n), "reachable", _at(n)) for n in range(first, last)
    )


def _answers(first: int, last: int) -> Rows:
    for n in range(first, last):
        for step in STEPS:
            yield f"s{n}", _id(n), "idea", "1", step, "text", f'"{WORDS}"', WORDS, "said", _at(n)


def _id(n: int) -> str:
    """Return an id that sorts by age, as those of the service do."""
    return f"{n:016x}{n * 0x9E3779B97F4A7C15 % 2**64:016x}"


def _at(n: int) -> datetime:
    return BEGUN + timedelta(seconds=n)
