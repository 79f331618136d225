"""Does a segment mean the same in SQL as person by person, on any town? Are samples drawn alike on both stores?"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import update

from bot.participation.segments.person import Person, fits
from bot.participation.segments.reading import read_segment, write_condition, write_segment
from bot.participation.segments.sample import draw
from storage import models
from storage.broadcast import Broadcast
from storage.consents import ALL, Consent
from storage.database import Database
from storage.ideas import Idea, Words
from storage.models.base import table
from storage.segments.condition import All, Among, Author, Condition, Everyone, Not, Proposed, Since
from storage.segments.condition import Any as Some
from storage.unit import Unit
from tests.contract.life import REACHABLE
from tests.contract.universe import NOW

DISTRICTS, THEMES, GROUPS = ("centre", "gare"), ("mobilite", "nature"), ("comite", "testeurs")
CHANNELS, LANGUAGES, PURPOSES = ("sms", "telegram"), ("fr", "ar"), ("questions", "news")
VALUES = {
    "channel": CHANNELS,
    "language": LANGUAGES,
    "district": DISTRICTS,
    "consent": PURPOSES,
    "theme": THEMES,
    "group": GROUPS,
    "received": ("b0", "b1"),
    "consultation": ("ecoles",),
    "answered": ("bus",),
}


def settle(unit: Unit, chance: Random, count: int) -> dict[str, Person]:
    """Store people of whom chance decides everything; return what is known of each."""
    broadcasts = [
        unit.broadcasts.add(Broadcast(f"b{n}", "news", "everyone", NOW, "a", NOW)) for n in range(2)
    ]
    found = {}
    for n in range(count):
        key = (chance.choice(CHANNELS), str(n))
        born = NOW - timedelta(days=chance.randrange(0, 60))
        who = unit.participants.resolve([key], born)[key]
        facts: dict[str, set[str]] = {"channel": {key[0]}}
        values: dict[str, Any] = {"last_seen_at": NOW - timedelta(days=chance.randrange(0, 60))}
        for name in ("language", "district"):
            if chance.random() < 0.7:
                values[name] = chance.choice(VALUES[name])
                facts[name] = {values[name]}
        people = table(models.Participant)
        unit.connection.execute(update(people).where(people.c.id == who).values(values))
        facts["consent"] = _consent(unit, who, chance)
        if chance.random() < 0.4:
            facts["group"] = {chance.choice(GROUPS)}
            unit.segments.join(next(iter(facts["group"])), [who], NOW)
        ideas = _ideas(unit, who, chance, n, facts)
        _receive(unit, who, chance, broadcasts, facts)
        frozen = {subject: frozenset(values) for subject, values in facts.items()}
        found[who] = Person(who, born, values["last_seen_at"], frozen, frozenset(ideas))
    return found


def _consent(unit: Unit, who: str, chance: Random) -> set[str]:
    given: set[str] = set()
    for _ in range(chance.randrange(4)):
        purpose, yes = chance.choice((*PURPOSES, ALL)), chance.random() < 0.7
        yes = yes and purpose != ALL
        unit.consents.add([Consent(who, purpose, yes, NOW, "sms", "…", "keyword")])
        given = set() if purpose == ALL else given | {purpose} if yes else given - {purpose}
    return given


def _ideas(unit: Unit, who: str, chance: Random, n: int, facts: dict[str, set[str]]) -> set[str]:
    if chance.random() < 0.5:
        return set()
    theme, state = chance.choice(THEMES), chance.choice(("submitted", "draft"))
    words = Words("T", "S", "P", "B", NOW)
    unit.ideas.add([Idea(f"i{n}", n + 1, f"R{n}", who, words, NOW, state, theme=theme)])
    if state == "draft":
        return set()
    facts["theme"] = {theme}
    return {f"i{n}"}


def _receive(unit: Unit, who: str, chance: Random, broadcasts: list[Any], facts: dict[str, set[str]]) -> None:
    for broadcast in broadcasts:
        if chance.random() < 0.4:
            unit.planning.plan(broadcast, [who], REACHABLE, NOW)
            r = table(models.Recipient)
            mine = (r.c.participant_id == who, r.c.broadcast_id == broadcast.id)
            unit.connection.execute(update(r).where(*mine).values(state="sent"))
            facts.setdefault("received", set()).add(broadcast.slug)


def conditions(chance: Random, depth: int = 0) -> Condition:
    """Return any condition at all."""
    kind = chance.randrange(5 if depth > 3 else 8)
    match kind:
        case 0 | 1:
            subject = chance.choice(sorted(VALUES))
            values = chance.sample(VALUES[subject], chance.randrange(1, len(VALUES[subject]) + 1))
            return Among(subject, tuple(values))  # type: ignore[arg-type]
        case 2:
            return Since(chance.choice(("silent", "known")), chance.randrange(1, 60))
        case 3:
            return chance.choice((Everyone(), Proposed()))
        case 4:
            return Author(f"i{chance.randrange(20)}")
        case 5:
            return Not(conditions(chance, depth + 1))
    parts = tuple(conditions(chance, depth + 1) for _ in range(chance.randrange(1, 4)))
    return All(parts) if kind == 6 else Some(parts)


async def test_sql_means_what_the_words_mean(database: Database) -> None:
    chance = Random(20261122)
    people = await database.transact(lambda unit: settle(unit, chance, 60))

    def compare(unit: Unit) -> int:
        sizes = set()
        for _ in range(400):
            condition = conditions(chance)
            expected = {who for who, person in people.items() if fits(condition, person, NOW)}
            assert set(unit.segments.find(condition, NOW)) == expected, condition
            sizes.add(len(expected))
        return len(sizes)

    # the conditions were not all of nobody, or of everybody
    assert await database.read(compare) > 20


def test_what_is_written_is_read_back() -> None:
    chance = Random(7)
    for _ in range(300):
        segment = read_segment(write_segment(read_segment({"all": [_data(conditions(chance))]})))
        assert read_segment(write_segment(segment)) == segment


def _data(condition: Condition) -> Any:
    return write_condition(condition)


async def test_a_sample_is_drawn_by_its_census(database: Database) -> None:
    chance = Random(3)
    people = await database.transact(lambda unit: settle(unit, chance, 80))
    sample = read_segment(
        {"sample": {"size": 10, "by": "district", "census": {"centre": 3, "gare": 1}}}, "s"
    ).sample
    assert sample is not None

    def look(unit: Unit) -> frozenset[str]:
        return draw(sample, unit.segments.find(Everyone(), NOW, "district"))

    drawn = await database.read(look)
    lives = [next(iter(people[who].facts["district"])) for who in drawn]
    assert (lives.count("centre"), lives.count("gare")) == (8, 2) or (
        lives.count("centre"),
        lives.count("gare"),
    ) == (7, 3)
    assert await database.read(look) == drawn
