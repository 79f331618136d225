"""Do both stores find the same ideas, in the same order, page by page?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from storage.database import Database
from storage.idea_catalogue import Edge, Filter, Order
from storage.idea_history import Happened
from storage.ideas import Idea, Words
from storage.outbox import Outgoing
from storage.unit import Unit
from tests.contract.universe import NOW, incoming, later

TITLES = (
    "Un abri à vélos",
    "Des bancs à l'ombre",
    "VÉLOS en libre-service",
    "100 % de bio à la cantine",
    "Œuvres d'art",
)


def stored(unit: Unit) -> None:
    """Store ideas of two people, and a draft."""
    people = unit.participants.resolve([("sms", "1"), ("sms", "2")], NOW)
    for n, title in enumerate(TITLES, 1):
        words = Words(title, f"{title} devant la gare", "rien n'existe", "mieux vivre", later(days=n))
        who = people["sms", str(1 + n % 2)]
        idea = Idea(
            f"i{n}", n, f"R{n}", who, words, later(days=n), "published", theme="velo" if n % 2 else "nature"
        )
        unit.ideas.add(
            [replace(idea, language="fr" if n < 4 else "es", district="centre" if n == 2 else None)]
        )
    draft = Words("Brouillon vélo", "vélo", "", "", NOW)
    unit.ideas.add([Idea("d", 99, "D", people["sms", "1"], draft, NOW, "draft")])


async def numbers(database: Database, wanted: Filter, order: Order = "newest") -> list[int]:
    return [idea.number for idea in await database.read(lambda u: u.idea_catalogue.page(wanted, order))]


async def walk(database: Database, order: Order) -> list[Idea]:
    """Return every idea, two a page."""
    seen: list[Idea] = []
    edge: Edge | None = None
    while page := await database.read(partial(_two, order=order, edge=edge)):
        seen += page
        edge = Edge(page[-1].number, page[-1].changed_at)
    return seen


def _two(unit: Unit, order: Order, edge: Edge | None) -> list[Idea]:
    return unit.idea_catalogue.page(Filter(), order, 2, edge)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), [5, 4, 3, 2, 1]),
        (Filter(words="velo"), [3, 1]),
        (Filter(words="VÉLOS gare"), [3, 1]),
        (Filter(words="velo banc"), []),
        (Filter(words="oeuvres"), [5]),
        (Filter(words="100 %"), [4]),
        (Filter(words="ban"), [2]),
        (Filter(words="'; DROP TABLE ideas; --"), []),
        (Filter(words="& | ! ( ) : *"), [5, 4, 3, 2, 1]),
        (Filter(theme="velo"), [5, 3, 1]),
        (Filter(theme="velo", words="gare"), [5, 3, 1]),
        (Filter(district="centre"), [2]),
        (Filter(language="es"), [5, 4]),
        (Filter(states=("refused",)), []),
        (Filter(since=later(days=2), until=later(days=4)), [3, 2]),
        (Filter(references=("R1", "R4", "D")), [4, 1]),
        (Filter(references=()), []),
        (Filter(assigned_to="Voirie"), []),
        (Filter(unassigned=True, theme="nature"), [4, 2]),
    ],
)
async def test_both_stores_find_the_same(database: Database, wanted: Filter, found: list[int]) -> None:
    await database.transact(stored)
    assert await numbers(database, wanted) == found
    assert await database.read(lambda u: u.idea_catalogue.count(wanted)) == len(found)


@pytest.mark.parametrize("order", ["newest", "oldest", "changed"])
async def test_pages_follow_each_other_both_ways(database: Database, order: Order) -> None:
    await database.transact(stored)

    def touch(unit: Unit) -> None:
        for n, idea in enumerate(unit.ideas.recent(9)):
            # two at the same time
            assert unit.ideas.change(idea, later(days=30, hours=n // 2))

    await database.transact(touch)
    whole = await numbers(database, Filter(), order)
    assert sorted(whole) == [1, 2, 3, 4, 5]
    seen = await walk(database, order)
    assert [idea.number for idea in seen] == whole
    edge = Edge(seen[-1].number, seen[-1].changed_at)
    before = await database.read(lambda u: u.idea_catalogue.page(Filter(), order, 2, edge, back=True))
    assert [idea.number for idea in before] == whole[-3:-1]


async def test_counting_stops_where_told(database: Database) -> None:
    await database.transact(stored)
    assert await database.read(lambda u: u.idea_catalogue.count(Filter(), 3)) == 4
    assert await database.read(lambda u: u.idea_catalogue.waiting(("published",))) == (5, later(days=1))


async def test_new_words_are_searched(database: Database) -> None:
    await database.transact(stored)
    words = Words("Un hangar", "un hangar", "p", "b", later(days=20))
    await database.transact(lambda u: u.ideas.add_version("i1", words))
    assert await numbers(database, Filter(words="hangar")) == [1]
    assert await numbers(database, Filter(words="abri")) == []
    assert await database.read(lambda u: [w.n for w in u.ideas.versions("i1")]) == [1, 2]


async def test_whoever_saw_less_changes_nothing(database: Database) -> None:
    await database.transact(stored)
    idea = await database.read(lambda u: u.ideas.by_id("i1"))
    assert idea is not None
    assert await database.transact(lambda u: u.ideas.change(idea, NOW, state="refused"))
    assert not await database.transact(lambda u: u.ideas.change(idea, NOW, state="done"))
    now = await database.read(lambda u: u.ideas.by_id("i1"))
    assert now == replace(idea, state="refused", revision=1, changed_at=NOW)


async def test_history_is_kept_in_order(database: Database) -> None:
    await database.transact(stored)
    first = Happened("i1", NOW, "staff:1", "state", "waiting", "published")
    note = Happened("i1", later(hours=1), "staff:2", "note", text="à voir", organisation="Les Vélos")
    ids = [await database.transact(lambda u, e=event: u.idea_history.add(e)) for event in (first, note)]  # type: ignore[misc]
    found = await database.read(lambda u: u.idea_history.of_idea("i1"))
    assert found == [replace(first, id=ids[0]), replace(note, id=ids[1])]
    assert await database.read(lambda u: u.idea_history.last("i1", ("state",))) == found[0]
    assert await database.read(lambda u: u.idea_history.by_id(ids[1])) == found[1]


async def test_erasing_an_author_takes_notes_only(database: Database) -> None:
    await database.transact(stored)
    idea = await database.read(lambda u: u.ideas.by_id("i1"))
    assert idea is not None and idea.participant_id is not None
    for kind in ("note", "answer"):
        event = Happened("i1", NOW, "staff:1", kind, text="la dame du 3")
        await database.transact(lambda u, e=event: u.idea_history.add(e))  # type: ignore[misc]
    who = idea.participant_id
    held = await database.read(lambda u: u.participants.export(who))
    assert [row["kind"] for row in held["idea_events"]] == ["note", "answer"]
    await database.transact(lambda u: u.participants.erase(who, NOW, lambda *parts: "x".join(parts)))
    assert [event.kind for event in await database.read(lambda u: u.idea_history.of_idea("i1"))] == ["answer"]


async def test_one_is_told_where_one_wrote_last(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.participants.join(("whatsapp", "1"), who, NOW)
        assert unit.notices.home(None) is None
        unit.inbox.add([incoming("1", "a", channel="whatsapp")])
        unit.inbox.add([incoming("1", "b", channel="sms")])
        home = unit.notices.home(who)
        assert home is not None and (home.channel, home.stopped_at) == ("sms", None)
        unit.inbox.add([incoming("1", "c", channel="whatsapp")])
        home = unit.notices.home(who)
        assert home is not None and home.channel == "whatsapp"
        unit.participants.stop([who], NOW)
        home = unit.notices.home(who)
        assert home is not None and home.stopped_at == NOW

    await database.transact(work)


async def test_a_notice_is_taken_back_in_time_only(database: Database) -> None:
    def work(unit: Unit) -> None:
        row = Outgoing("p", "sms", "1", {"text": "x"}, NOW + timedelta(seconds=30))
        first, second = unit.notices.post(row, NOW), unit.notices.post(row, NOW)
        assert {fate.status for fate in unit.notices.fates([first, second]).values()} == {"waiting"}
        assert unit.notices.drop(first)
        assert not unit.notices.drop(first)
        unit.outbox.claim(5, later(hours=1), "me", "sms")
        assert not unit.notices.drop(second)

    await database.transact(work)


async def test_talk_around_an_idea_is_found(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.inbox.add([incoming("1", "a", "j'ai une idée"), incoming("2", "b", "autre")])
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.notices.post(Outgoing(who, "sms", "1", {"text": "Merci"}, NOW), later(minutes=1))
        unit.notices.post(Outgoing(who, "sms", "1", {"text": "Plus tard"}, NOW), later(days=1))
        lines = unit.idea_talk.around(who, later(minutes=5))
        assert [(line.theirs, line.content["text"]) for line in lines] == [
            (True, "j'ai une idée"),
            (False, "Merci"),
        ]

    await database.transact(work)
