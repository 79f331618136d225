"""Is a new idea compared with what is stored now, and is each idea read once?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.conversation.recent import STALE, Recent
from storage import models
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
        assert near.reference == "R1" and "tilleuls" in near.shared
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


async def test_what_is_hidden_is_forgotten_till_it_is_shown(database: Database) -> None:
    recent = Recent()

    def work(unit: Unit) -> None:
        one = people(unit, "1")[0]
        unit.ideas.add([replace(idea(1, one), words=words(TREES)), idea(2, one)])
        seen = []
        for n, state in enumerate(("submitted", "withdrawn", "published")):
            unit.connection.execute(update(models.Idea).where(models.Idea.number == 1).values(state=state))
            seen.append([near.reference for near in recent.refresh(unit, NOW + STALE * 2 * n).near(TREES)])
        assert seen == [["R1"], [], ["R1"]]

    await database.transact(work)


async def test_many_ideas_are_read_in_parts(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.conversation.recent.CHUNK", 2)
    recent = Recent()

    def work(unit: Unit) -> None:
        unit.ideas.add([idea(n, *people(unit, "1")) for n in range(1, 8)])
        assert [len(recent.refresh(unit, NOW)) for _ in range(5)] == [2, 4, 6, 7, 7]
        unit.ideas.add([idea(8, *people(unit, "1"))])
        assert len(recent.refresh(unit, NOW)) == 8

    await database.transact(work)


async def test_the_oldest_are_let_go(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.conversation.recent.COMPARED", 2)
    recent = Recent()

    def work(unit: Unit) -> None:
        unit.ideas.add(
            [replace(idea(1, *people(unit, "1")), words=words(TREES)), idea(2, *people(unit, "1"))]
        )
        assert [near.reference for near in recent.refresh(unit, NOW).near(TREES)] == ["R1"]
        unit.ideas.add([idea(3, *people(unit, "1"))])
        assert recent.refresh(unit, NOW + STALE * 2).near(TREES) == []

    await database.transact(work)
