"""How are turns taken without an engine? Batches in one transaction each; how far a chat is says what is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
import orjson

from bench.floor import statements as sql

#: Most messages of one batch, as the service has it.
BATCH = 50

#: What answers each line of the play; the first line has two messages.
REPLIES = (("Bonjour, ici l'assistant.", "1/3 Votre solution ?"), ("2/3 Quel problème ?",), ("3/3 Quel bénéfice ?",),
           ("Où ?",), ("Votre solution : envoyer ?",), ("Merci !",))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """One message, and all that its chat said."""

    inbound: int
    address: str
    participant: str
    photo: str | None
    given: Sequence[str]

    @property
    def done(self) -> bool:
        """Tell whether this hands the idea in."""
        return len(self.given) == len(REPLIES)


class Turns:
    """The worker."""

    def __init__(self, pool: asyncpg.Pool, stored: asyncio.Event) -> None:
        self.taken = asyncio.Event()
        self._pool, self._stored = pool, stored
        self._newest = 0

    async def take(self) -> None:
        """Take turns until cancelled."""
        while True:
            async with self._pool.acquire() as connection, connection.transaction():
                held = await connection.fetch(sql.HOLD, BATCH)
                if held:
                    await self._take(connection, held, datetime.now(UTC))
            if held:
                self.taken.set()
            else:
                await self._stored.wait()
                self._stored.clear()

    async def _take(self, connection: Any, held: Sequence[Any], now: datetime) -> None:
        new = [row["address"] for row in held if row["participant_id"] is None]
        if new:
            people = [f"p{address}" for address in new]
            await connection.execute(sql.PEOPLE, people, now)
            await connection.fetch(sql.ADDRESSES, people, new, now)
        people = [row["participant_id"] or f"p{row['address']}" for row in held]
        claimed = await connection.fetch(sql.CLAIM, people)
        told = {
            row["id"]: orjson.loads(row["data"]) if row["data"] else []
            for row in await connection.fetch(sql.LOAD, people)
        }
        turns = [_turn(row, told) for row in claimed]
        for query in (sql.CONSENTS, sql.OWN):
            await connection.fetch(query, people)
        await connection.fetch(sql.SURVEYS)
        if new:
            await connection.execute(sql.LEARN, people)
            await connection.execute(sql.SEEN, people, now)
        await self._write(connection, turns, now)

    async def _write(self, connection: Any, turns: Sequence[Turn], now: datetime) -> None:
        people = [turn.participant for turn in turns]
        if files := [(t.inbound, t.participant, t.photo) for t in turns if t.photo]:
            await connection.execute(sql.FILE, *_columns(files), now)
        if done := [turn for turn in turns if turn.done]:
            await self._hand_in(connection, done, now)
        sessions = [
            (t.participant + "c" * t.done, t.participant, orjson.dumps(t.given).decode()) for t in turns
        ]
        await connection.execute(sql.SAVE, *_columns(sessions), now)
        steps = [str(len(turn.given)) for turn in turns]
        await connection.execute(sql.ANSWER, people, steps, [turn.given[-1] for turn in turns], now)
        said = [
            (t.inbound, n, t.participant, t.address, orjson.dumps({"text": text}).decode())
            for t in turns
            for n, text in enumerate(REPLIES[len(t.given) - 1])
        ]
        await connection.execute(sql.SAY, *_columns(said), now)
        await connection.execute(sql.HANDLED, [turn.inbound for turn in turns], now)

    async def _hand_in(self, connection: Any, done: Sequence[Turn], now: datetime) -> None:
        await connection.fetch(sql.RECENT, self._newest)
        people = [turn.participant for turn in done]
        self._newest = await connection.fetchval(sql.NUMBER, len(done))
        await connection.execute(
            sql.IDEA, people, list(range(self._newest - len(done) + 1, self._newest + 1)), now
        )
        words = [(turn.participant, *turn.given[1:4]) for turn in done]
        await connection.execute(sql.VERSION, *_columns(words), now)
        await connection.execute(sql.AUDIT, people, now)
        await connection.execute(sql.CLOSE, people)


def _turn(row: Any, told: dict[str, list[str]]) -> Turn:
    said = orjson.loads(row["payload"])
    given = [*told[row["participant_id"]], said["text"]]
    return Turn(row["id"], row["address"], row["participant_id"], said["photo"], given)


def _columns(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
