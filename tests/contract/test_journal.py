"""Is the audit read the same way on both stores: the latest first, by keys, and each name once?"""

from __future__ import annotations

from storage.audit import Act
from storage.database import Database
from storage.journal import Wanted
from tests.contract.universe import NOW, later


async def test_pages_are_found_by_keys(database: Database) -> None:
    # three of one moment: the number decides
    acts = [Act(NOW if n < 3 else later(hours=n), f"staff:{n % 2}", "did", f"s:{n}") for n in range(7)]
    await database.transact(lambda unit: unit.audit.add(acts))
    seen, before = [], None
    while found := await database.read(lambda u, before=before: u.journal.page(Wanted(), 2, before)):  # type: ignore[misc]
        seen += [entry.subject for entry in found]
        before = (found[-1].at, found[-1].id)
    assert seen == [f"s:{n}" for n in (6, 5, 4, 3, 2, 1, 0)]
    wanted = Wanted(actor="staff:1", since=later(hours=3), until=later(hours=5))
    found = await database.read(lambda u: u.journal.page(wanted, 9))
    assert [entry.subject for entry in found] == ["s:3"]


async def test_each_name_is_found_once(database: Database) -> None:
    assert await database.read(lambda u: u.journal.actions()) == []
    acts = [Act(NOW, who, what, "x") for who in ("a", "b", "a") for what in ("z", "y")]
    await database.transact(lambda unit: unit.audit.add(acts))
    assert await database.read(lambda u: u.journal.actors()) == ["a", "b"]
    assert await database.read(lambda u: u.journal.actions()) == ["y", "z"]
