"""What does one turn cost the store: claim, load, save, answers, outbox, handled, by batches?"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import fmean, median

from bench.table import Measurement
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

#: messages of one transaction, people who write once a round, and rounds whose median is kept
BATCH, PEOPLE, ROUNDS = 50, 1_000, 6

#: microseconds of our CPU that a turn's work in the store may cost
POSTGRESQL_TARGET, SQLITE_TARGET = 120.0, 200.0

NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
WORDS = "Un abri à vélos fermé devant la gare, avec une pompe et une prise pour les vélos électriques."
ASKED = Asked(tuple(Option(str(n), f"Thème {n}", (f"theme {n}",)) for n in range(8)))


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds of CPU for each message: of this process, and of PostgreSQL's."""

    ours: float
    servers: float


def run() -> list[Measurement]:
    """Measure storing and handling messages on both stores, with people who are known and have begun an idea."""
    found = [Measurement("store", "a plain loop to 1,000, for comparison", _loop(), "loop")]
    with tempfile.TemporaryDirectory() as folder:
        storing, turns = asyncio.run(_measure(f"sqlite:///{Path(folder) / 'bench.db'}"))
    found += [_line("SQLite, store a message", storing), _line("SQLite, a turn", turns, SQLITE_TARGET)]
    server = start_postgresql()
    if server is None:
        return found
    storing, turns = asyncio.run(_measure(server.create()))
    server.stop()
    return [
        *found,
        _line("PostgreSQL, store a message", storing),
        _line("PostgreSQL, a turn", turns, POSTGRESQL_TARGET),
        Measurement("store", "PostgreSQL, a turn, in the server", turns.servers, "message"),
    ]


def _line(what: str, cost: Cost, target: float | None = None) -> Measurement:
    return Measurement("store", what, cost.ours, "message", target)


async def _measure(url: str) -> tuple[Cost, Cost]:
    """Return what storing a message costs, and what its turn does: the median of the rounds, after a first one."""
    await upgrade(url)
    database = open_database(url)
    rounds = []
    for number in range(ROUNDS + 1):
        storing = await _timed(database, partial(_add, database, str(number)))
        rounds.append((storing, await _timed(database, partial(_drain, database))))
        await database.transact(_analyse)
    await database.close()
    storing_costs, turn_costs = zip(*rounds[1:], strict=True)
    return _median(storing_costs), _median(turn_costs)


def _analyse(unit: Unit) -> None:
    """Let the store learn how large its tables are, as autovacuum does."""
    unit.connection.exec_driver_sql("ANALYZE")


async def _add(database: Database, turn: str) -> None:
    for first in range(0, PEOPLE, BATCH):
        rows = [
            Incoming(
                "telegram", str(n), f"{turn}-{n}", {"text": WORDS, "profile": {"first_name": "Zoé"}}, NOW
            )
            for n in range(first, first + BATCH)
        ]
        await database.transact(partial(_store, rows))


def _store(rows: list[Incoming], unit: Unit) -> None:
    unit.inbox.add(rows)


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


async def _timed(database: Database, work: Callable[[], Awaitable[None]]) -> Cost:
    servers = await database.read(_backends)
    began, theirs = time.process_time(), _ticks(servers)
    await work()
    ours = time.process_time() - began
    return Cost(ours / PEOPLE * 1e6, (_ticks(servers) - theirs) / PEOPLE * 1e6)


def _backends(unit: Unit) -> list[int]:
    """Return the processes of PostgreSQL that serve us."""
    if unit.connection.dialect.name == "sqlite":
        return []
    mine = "SELECT pid FROM pg_stat_activity WHERE application_name = 'palabre'"
    return list(unit.connection.exec_driver_sql(mine).scalars())


def _ticks(processes: Sequence[int]) -> float:
    """Return the seconds of CPU that these processes have spent."""
    stats = (Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split() for process in processes)
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(median(cost.ours for cost in costs), fmean(cost.servers for cost in costs))


def _loop() -> float:
    """Return the microseconds that counting to a thousand takes here, now."""
    began = time.process_time()
    for number in range(1_000_000):
        _ = number + 1
    return (time.process_time() - began) * 1e3
