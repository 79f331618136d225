"""Are misunderstood texts kept for a while, and of nobody?"""

from __future__ import annotations

from dataclasses import replace

from storage.database import Database
from storage.misunderstood import KEPT, Utterance
from storage.models import metadata
from tests.contract.universe import NOW, later

DAY = NOW.replace(hour=0)
TEXT = Utterance("fr", "gloubi 00", [["greet", 0.31], ["help", 0.2]], DAY)


async def test_the_newest_comes_first(database: Database) -> None:
    older = replace(TEXT, text="avant", at=DAY.replace(day=1, month=8))
    english = Utterance("en", "gizmo", [], DAY)
    await database.transact(lambda u: u.misunderstood.add([older, TEXT, english]))
    assert await database.read(lambda u: u.misunderstood.recent(9)) == [english, TEXT, older]
    assert await database.read(lambda u: u.misunderstood.recent(1)) == [english]
    assert await database.read(lambda u: u.misunderstood.recent(9, "fr")) == [TEXT, older]


async def test_old_texts_go(database: Database) -> None:
    await database.transact(lambda u: u.misunderstood.add([TEXT, replace(TEXT, at=later(days=2))]))
    assert await database.transact(lambda u: u.misunderstood.purge(later(days=KEPT - 1))) == 0
    assert await database.transact(lambda u: u.misunderstood.purge(later(days=KEPT + 1))) == 1
    assert len(await database.read(lambda u: u.misunderstood.recent(9))) == 1


def test_no_row_leads_to_anybody() -> None:
    table = metadata.tables["misunderstood"]
    assert {column.name for column in table.columns} == {"id", "language", "text", "guesses", "at"}
    assert not table.foreign_keys
