"""Is every file of a message fetched once, kept while it illustrates something, and let go with its person?"""

from __future__ import annotations

from datetime import datetime, timedelta
from zlib import crc32

from sqlalchemy import select

from storage import models
from storage.database import Database
from storage.ideas import Idea, Words
from storage.media import Arrived, Kept, Tried, Wanted
from storage.models.base import table
from storage.unit import Unit
from tests.contract.universe import NOW, answer, later

DIGEST = "ab" * 32


def add(unit: Unit, *references: str, who: str = "p1", at: datetime = NOW) -> int:
    rows = [
        Arrived(crc32(reference.encode()) & 0xFFFFFF, n, who, "sms", reference)
        for n, reference in enumerate(references)
    ]
    return unit.media.add(rows, at)


def take(unit: Unit, **after: float) -> list[Wanted]:
    return unit.media.claim(9, later(**after), later(**after) + timedelta(minutes=3))


def keep(unit: Unit, *references: str, who: str = "p1", at: datetime = NOW) -> None:
    add(unit, *references, who=who, at=at)
    for wanted in unit.media.claim(9, at, later(days=400)):
        assert unit.media.report([kept(wanted)]) == {wanted.id}


def kept(wanted: Wanted) -> Tried:
    return Tried(wanted.id, wanted.attempt, "kept", None, DIGEST, "image/jpeg", 9)


def failed(wanted: Wanted, code: str) -> Tried:
    return Tried(wanted.id, wanted.attempt, "failed", error_code=code)


def postponed(wanted: Wanted, due: datetime, code: str) -> Tried:
    return Tried(wanted.id, wanted.attempt, due_at=due, error_code=code)


async def statuses(database: Database) -> dict[str, str]:
    rows = table(models.Medium)

    def look(unit: Unit) -> dict[str, str]:
        query = select(rows.c.reference, rows.c.status).order_by(rows.c.id)
        return {row.reference: row.status for row in unit.connection.execute(query)}

    return await database.read(look)


async def test_a_file_waits_once(database: Database) -> None:
    assert await database.transact(lambda u: add(u, "a", "b")) == 2
    assert await database.transact(lambda u: add(u, "a", "b")) == 0
    assert await database.read(lambda u: u.media.pending(NOW))


async def test_a_claimed_file_is_nobody_elses(database: Database) -> None:
    await database.transact(lambda u: add(u, "a"))
    (first,) = await database.transact(take)
    assert await database.transact(take) == []
    assert not await database.read(lambda u: u.media.pending(later(minutes=1)))
    (second,) = await database.transact(lambda u: take(u, minutes=4))
    assert (first.attempt, second.attempt, second.created_at) == (1, 2, NOW)


async def test_a_late_report_changes_nothing(database: Database) -> None:
    await database.transact(lambda u: add(u, "a"))
    (late,) = await database.transact(take)
    (other,) = await database.transact(lambda u: take(u, minutes=4))
    assert not await database.execute(lambda u: u.media.report([failed(late, "gone")]))
    assert await database.execute(lambda u: u.media.report([failed(late, "gone"), kept(other)])) == {other.id}
    assert not await database.execute(lambda u: u.media.report([postponed(other, NOW, "network")]))
    assert await statuses(database) == {"a": "kept"}
    assert await database.read(lambda u: u.media.find("a")) == Kept(other.id, DIGEST, "image/jpeg")


async def test_a_postponed_file_is_due_again(database: Database) -> None:
    await database.transact(lambda u: add(u, "a"))
    (one,) = await database.transact(take)
    assert await database.execute(lambda u: u.media.report([postponed(one, later(hours=1), "network")]))
    assert await database.transact(lambda u: take(u, minutes=59)) == []
    assert len(await database.transact(lambda u: take(u, minutes=61))) == 1


async def test_erasure_lets_every_file_go(database: Database) -> None:
    def erase(unit: Unit) -> str:
        who = unit.participants.resolve([("sms", "+331")], NOW)["sms", "+331"]
        keep(unit, "a", who=who)
        keep(unit, "c", who="another")
        add(unit, "b", who=who)
        unit.participants.erase(who, NOW, lambda kind, value: f"{kind}-{value}")
        return who

    await database.transact(erase)
    assert await statuses(database) == {"": "gone", "c": "kept"}
    assert await database.read(lambda u: u.media.pending(NOW))
    gone = await database.read(lambda u: u.media.gone(9))
    assert [each.digest for each in gone] == [DIGEST, ""]
    await database.transact(lambda u: u.media.forget([each.id for each in gone]))
    assert await statuses(database) == {"c": "kept"}


async def test_a_fetch_during_erasure_is_for_nobody(database: Database) -> None:
    def start(unit: Unit) -> Wanted:
        who = unit.participants.resolve([("sms", "+331")], NOW)["sms", "+331"]
        add(unit, "a", who=who)
        (wanted,) = take(unit)
        unit.participants.erase(who, NOW, lambda kind, value: f"{kind}-{value}")
        return wanted

    wanted = await database.transact(start)
    assert not await database.transact(lambda u: u.media.report([kept(wanted)]))


async def test_what_illustrates_something_stays(database: Database) -> None:
    def live(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "+331")], NOW)["sms", "+331"]
        for reference in ("answered", "proposed", "neither", "a's"):
            keep(unit, reference, who=who)
        keep(unit, "young", who=who, at=later(days=50))
        unit.answers.add([answer("photo", [{"reference": "answered"}], participant=who)])
        words = Words("Un abri", "x", "y", "z", NOW, photos=("proposed",))
        unit.ideas.add([Idea("i1", 1, "R1", who, words, NOW)])
        # somebody else naming it keeps nothing
        unit.answers.add([answer("photo", [{"reference": "neither"}], "s2", "p2")])

    await database.transact(live)
    assert await database.transact(lambda u: u.media.expire(later(days=1), 50)) == 2
    found = await statuses(database)
    assert found == {
        "answered": "kept",
        "proposed": "kept",
        "neither": "gone",
        "a's": "gone",
        "young": "kept",
    }


async def test_files_follow_a_merged_person(database: Database) -> None:
    def merge(unit: Unit) -> list[str]:
        people = unit.participants.resolve([("sms", "+331"), ("sms", "+332")], NOW)
        kept, gone = people["sms", "+331"], people["sms", "+332"]
        keep(unit, "a", who=gone)
        unit.participants.merge(kept, gone, NOW)
        return [row["reference"] for row in unit.participants.export(kept)["media"]]

    assert await database.transact(merge) == ["a"]
