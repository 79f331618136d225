"""Is a new idea compared with what is stored now, and is each idea read once?"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.recent import STALE, Recent
from storage.database import Database
from storage.ideas import Words
from storage.unit import Unit
from tests.contract.test_ideas import idea
from tests.contract.universe import NOW

TREES = "planter des tilleuls dans la cour de la maternelle"


def words(solution: str) -> Words:
    return Words("Un titre", solution, "", "", NOW)


def people(unit: Unit, *addresses: str) -> list[str]:
    """Return a participant for each address, in order."""
    keys = [("sms", address) for address in addresses]
    found = unit.participants.resolve(keys, NOW)
    return [found[key] for key in keys]


async def test_a_new_idea_is_near_at_once(database: Database) -> None:
    recent = Recent()

    def work(unit: Unit) -> None:
        (one,) = people(unit, "1")
        assert recent.refresh(unit, NOW).near(TREES) == []
        unit.ideas.add([replace(idea(1, one), words=words(TREES)), idea(2, one)])
        (near,) = recent.refresh(unit, NOW).near(TREES)
        assert near.reference == "R1" and "tilleu" in near.shared
        assert recent.refresh(unit, NOW).near(TREES, without={"R1"}) == []

    await database.transact(work)


async def test_new_words_are_read_before_long(database: Database) -> None:
    recent = Recent()

    def work(unit: Unit) -> None:
        unit.ideas.add([idea(1, *people(unit, "1"))])
        assert recent.refresh(unit, NOW).near(TREES) == []
        unit.ideas.add_version("i1", words(TREES))
        after = NOW + STALE * 2
        assert [near.reference for near in recent.refresh(unit, after).near(TREES)] == ["R1"]

    await database.transact(work)


async def test_ideas_are_found_by_participant(database: Database) -> None:
    def work(unit: Unit) -> None:
        one, two, three = people(unit, "1", "2", "3")
        unit.ideas.add([idea(3, one), idea(1, one), idea(2, two)])
        found = unit.ideas.of_participants([one, two, three])
        assert {who: [i.number for i in ideas] for who, ideas in found.items()} == {one: [1, 3], two: [2]}
        assert [i.number for i in unit.ideas.recent(5, after=1)] == [3, 2]

    await database.transact(work)
