"""Does a great broadcast starve nobody: replies leave first, and a claim looks at what it takes only?"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

from sqlalchemy import event, text

from storage.database import Database
from storage.outbox import BROADCAST, REPLY, Sending, Sent
from storage.unit import Unit
from tests.contract.universe import NOW, later, outgoing

#: recipients of a great broadcast
MANY = 100_000

#: seconds that a claim may take on a machine that is busy with other tests; without its index it takes half a second
LONGEST = 0.25

FILL = """
    INSERT INTO outbox (n, participant_id, channel, address, content, language, priority, status, due_at, attempt, skip,
        created_at)
    WITH RECURSIVE each(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < :many)
    SELECT 0, 'p-' || n, 'sms', 'b' || n, '{"text": "news"}', 'fr', 1, 'waiting', :now, 0, 0, :now FROM each
"""


def fill(unit: Unit) -> None:
    """Put a great broadcast in the outbox, due already."""
    at = NOW.replace(tzinfo=None) if unit.connection.dialect.name == "sqlite" else NOW
    unit.connection.execute(text(FILL), {"many": MANY, "now": at})


async def claim(database: Database, limit: int, few: int | None = None) -> list[Sending]:
    return await database.transact(lambda u: u.outbox.claim(limit, later(seconds=1), "me", "sms", few))


async def test_replies_pass_a_great_broadcast(database: Database) -> None:
    await database.transact(fill)
    await database.transact(lambda u: u.outbox.add([outgoing(str(n)) for n in range(30)], NOW))
    took = []
    for _ in range(10):
        began = perf_counter()
        found = await claim(database, 3, 3)
        took.append(perf_counter() - began)
        assert [sending.priority for sending in found] == [REPLY] * 3
        results = [Sent(one.id, f"SM{one.id}") for one in found]
        await database.transact(lambda u, results=results: u.outbox.sent(results, NOW))  # type: ignore[misc]
    began = perf_counter()
    found = await claim(database, 30, 3)
    print(
        f"a claim of replies {min(took) * 1000:.1f} ms, of broadcasts {(perf_counter() - began) * 1000:.1f} ms"
    )
    assert [sending.priority for sending in found] == [BROADCAST] * 3
    assert min(took) < LONGEST


async def test_few_broadcasts_ride_with_replies(database: Database) -> None:
    rows = [outgoing(str(n)) for n in range(2)] + [outgoing(f"b{n}", priority=BROADCAST) for n in range(9)]
    await database.transact(lambda u: u.outbox.add(rows, NOW))
    assert [s.priority for s in await claim(database, 30, 3)] == [REPLY, REPLY, BROADCAST]
    assert [s.priority for s in await claim(database, 30, 3)] == [BROADCAST] * 3
    assert [s.priority for s in await claim(database, 30)] == [BROADCAST] * 5


async def test_a_claim_uses_its_index(database: Database) -> None:
    await database.transact(fill)

    plan = await explain(database, lambda unit: unit.outbox.claim(0, later(seconds=1), "me", "sms", 3))
    assert "ix_outbox_waiting" in plan
    assert "ix_outbox_unsettled" in plan
    looks_up_only(plan)


async def test_the_caps_read_these_people_only(database: Database) -> None:
    await database.transact(fill)
    people = [f"p-{n}" for n in range(1, 51)]

    plan = await explain(database, lambda unit: unit.ledger.history([1, 2, 3], people, NOW))
    assert "ix_outbox_participant_id" in plan
    looks_up_only(plan)


def looks_up_only(plan: str) -> None:
    """Assert that no part of a plan reads the whole outbox."""
    assert "Seq Scan on outbox" not in plan
    lines = [line for line in plan.splitlines() if line.startswith(("SCAN outbox", "SEARCH outbox"))]
    assert all("USING" in line for line in lines)


async def explain(database: Database, act: Callable[[Unit], Any]) -> str:
    """Return how the store does the last statement of an act; it has no statistics of what was just filled."""

    def work(unit: Unit) -> str:
        how = "EXPLAIN QUERY PLAN" if unit.connection.dialect.name == "sqlite" else "EXPLAIN"
        seen: list[tuple[str, Any]] = []

        def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            seen.append((statement, parameters))

        event.listen(unit.connection, "before_cursor_execute", note)
        act(unit)
        event.remove(unit.connection, "before_cursor_execute", note)
        statement, parameters = seen[-1]
        rows = unit.connection.exec_driver_sql(f"{how} {statement}", parameters).cursor.fetchall()
        return "\n".join(str(row[-1]) for row in rows)

    return await database.transact(work)
