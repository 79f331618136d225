"""What does one turn cost the store: claim, load, save, answers, outbox, handled, by batches?"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, event

from dialogues.content import Option
from dialogues.conversation import Conversation
from dialogues.session import Answer as Given
from dialogues.session import Asked, Session
from storage.answers import Answer
from storage.database import Database, open_database
from storage.inbox import Incoming, Pending
from storage.migrations import upgrade
from storage.outbox import Outgoing
from storage.unit import Unit
from tests.servers.postgresql import start_postgresql

#: messages of one transaction, people who write, and how often each writes
BATCH, PEOPLE, TURNS = 50, 1_000, 8

NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
WORDS = "Un abri à vélos fermé devant la gare, avec une pompe et une prise pour les vélos électriques."
ASKED = Asked(tuple(Option(str(n), f"Thème {n}", (f"theme {n}",)) for n in range(8)))


@dataclass(frozen=True, slots=True)
class Cost:
    """What a phase cost: messages, seconds that passed, seconds of this process's CPU, statements per batch."""

    messages: int
    seconds: float
    cpu: float
    statements: float

    def line(self, name: str) -> str:
        """Return a row of the table."""
        rate, cpu = self.messages / self.seconds, self.cpu / self.messages * 1e6
        return f"| {name} | {rate:,.0f} | {cpu:.0f} | {self.statements:.1f} |"


def run() -> None:
    """Print what storing and handling messages costs on both stores."""
    print("| store, phase | messages/s | our CPU, µs each | statements a batch |\n|---|---|---|---|")
    for name, url in _stores():
        for phase, cost in asyncio.run(_measure(url)):
            print(cost.line(f"{name}, {phase}"), flush=True)


def _stores() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'bench.db'}"
    server = start_postgresql()
    if server is None:
        print("PostgreSQL: not measured, there is none here")
        return
    yield "PostgreSQL", server.create()
    server.stop()


async def _measure(url: str) -> list[tuple[str, Cost]]:
    await upgrade(url)
    database = open_database(url)
    await _round(database, "0", 1)  # everybody is known, and statements are built, before the clock runs
    costs = [await _round(database, str(turn), 1) for turn in range(1, TURNS)]
    await _add(database, "two")
    both = await _timed(PEOPLE, lambda: asyncio.gather(_drain(database), _drain(database)))
    await database.close()
    adding, turning = (_sum(list(each)) for each in zip(*costs, strict=True))
    return [("store", adding), ("turn", turning), ("turn, two at once", both)]


async def _round(database: Database, turn: str, workers: int) -> tuple[Cost, Cost]:
    """Let everybody write once, then take all the turns."""
    adding = await _timed(PEOPLE, lambda: _add(database, turn))
    turning = await _timed(PEOPLE, lambda: asyncio.gather(*(_drain(database) for _ in range(workers))))
    return adding, turning


async def _add(database: Database, turn: str) -> None:
    for first in range(0, PEOPLE, BATCH):
        rows = [
            Incoming(
                "telegram", str(n), f"{turn}-{n}", {"text": WORDS, "profile": {"first_name": "Zoé"}}, NOW
            )
            for n in range(first, first + BATCH)
        ]
        await database.transact(lambda u, rows=rows: u.inbox.add(rows))


async def _drain(database: Database) -> None:
    while await database.transact(_turn):
        pass


def _turn(unit: Unit) -> int:
    """Handle a batch as the worker does, the engine left out."""
    claimed = unit.inbox.claim(BATCH, NOW)
    known = unit.conversations.load([p.participant for p in claimed])
    unit.conversations.save([_answered(known[p.participant], p) for p in claimed], NOW)
    unit.answers.add([_answer(p) for p in claimed])
    unit.outbox.add([_reply(p) for p in claimed], NOW)
    unit.inbox.handled([p.id for p in claimed], NOW)
    return len(claimed)


def _answered(one: Conversation, pending: Pending) -> Conversation:
    session = (
        one.sessions[0] if one.sessions else Session(f"s{pending.participant}", "idea", "1", asked=ASKED)
    )
    step = f"step{len(session.answers)}"
    answers = {**session.answers, step: Given(WORDS, WORDS)}
    now = replace(session, step=step, answers=answers, trail=(*session.trail, step))
    return replace(one, introduced=True, sessions=(now,))


def _answer(pending: Pending) -> Answer:
    who, step = pending.participant, f"step{pending.id}"
    return Answer(f"s{who}", who, "idea", "1", step, "text", WORDS, WORDS, "said", NOW)


def _reply(pending: Pending) -> Outgoing:
    content = {"body": WORDS, "options": [{"value": str(n), "label": f"Thème {n}"} for n in range(8)]}
    return Outgoing(
        pending.participant, pending.channel, pending.address, content, NOW, inbound_id=pending.id
    )


async def _timed(messages: int, work: Callable[[], object]) -> Cost:
    with _counted() as statements:
        began, cpu = time.perf_counter(), time.process_time()
        await work()  # type: ignore[misc]
        took, spent = time.perf_counter() - began, time.process_time() - cpu
    return Cost(messages, took, spent, len(statements) * BATCH / messages)


@contextmanager
def _counted() -> Iterator[list[None]]:
    """Count the statements that any engine executes."""
    seen: list[None] = []

    def count(*_details: object) -> None:
        seen.append(None)

    event.listen(Engine, "before_cursor_execute", count)
    yield seen
    event.remove(Engine, "before_cursor_execute", count)


def _sum(costs: list[Cost]) -> Cost:
    share = sum(cost.statements for cost in costs) / len(costs)
    return Cost(
        sum(cost.messages for cost in costs), sum(c.seconds for c in costs), sum(c.cpu for c in costs), share
    )


if __name__ == "__main__":
    run()
