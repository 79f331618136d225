"""Does SQLite find what leaves and who is written to by an index, or does each message read the whole town?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event

from storage.broadcast import Broadcast, Reachable
from storage.database import Database, open_database
from storage.segments.condition import Everyone
from storage.unit import Unit

NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
REACHABLE = Reachable(("sms", "telegram"), False, ("fr",), NOW, NOW, 1, 3)


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = open_database(sqlite_url)
    yield opened
    await opened.close()


async def plans(database: Database, work: Callable[[Unit], Any]) -> list[str]:
    """Return the steps by which SQLite does the statements of this work."""

    def explain(unit: Unit) -> list[str]:
        said: list[tuple[str, Any]] = []
        event.listen(unit.connection, "before_cursor_execute", lambda *args: said.append((args[2], args[3])))
        work(unit)
        found = []
        for statement, values in said.copy():
            rows = unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            found += [str(row[3]) for row in rows]
        return found

    return await database.transact(explain)


async def test_a_claim_looks_people_up(database: Database) -> None:
    steps = await plans(database, lambda unit: unit.outbox.claim(9, NOW, "me", "sms", 9))
    assert any(step.startswith("SEARCH p USING INDEX") for step in steps)
    assert not [step for step in steps if step in ("SCAN p", "SCAN a", "SCAN outbox")]


async def test_recipients_are_looked_up_one_by_one(database: Database) -> None:
    broadcast = Broadcast("b", "news", {}, NOW, "anne", NOW, texts={"fr": "x"}, id="b")
    steps = await plans(database, lambda unit: unit.planning.plan(broadcast, Everyone(), REACHABLE, NOW))
    assert not [step for step in steps if step.startswith("SCAN") and step != "SCAN participants"]


async def test_old_questions_are_found_by_index(database: Database) -> None:
    steps = await plans(database, lambda unit: unit.recipients.time_out(["survey-b"], NOW, NOW, 9))
    assert not [step for step in steps if step.startswith("SCAN inbound")]


async def test_who_waits_is_found_by_index(database: Database) -> None:
    """Each 15 seconds the leader asks: what it costs must not grow with all who were ever written to."""
    broadcast = Broadcast("b", "news", {}, NOW, "anne", NOW, texts={"fr": "x"}, id="b")

    def look(unit: Unit) -> None:
        unit.recipients.settle(NOW)
        unit.recipients.withdraw(broadcast, NOW)
        unit.recipients.give_up(broadcast, "expired", "", NOW)
        unit.recipients.lose(broadcast, NOW)
        unit.broadcasts.end(NOW)
        unit.broadcasts.ask(broadcast)

    steps = await plans(database, look)
    assert any("ix_broadcast_recipients_open" in step for step in steps)
    assert "SCAN broadcast_recipients" not in steps


async def test_a_sending_is_counted_from_an_index(database: Database) -> None:
    """Its page is drawn anew every two seconds while it goes: no recipient's row is read for it."""

    def look(unit: Unit) -> None:
        unit.broadcasts.tallies("b")
        unit.findings.reach("bus")

    steps = await plans(database, look)
    counted = [step for step in steps if "USING COVERING INDEX ix_broadcast_recipients_counted" in step]
    assert len(counted) == 2
