"""Does a conversation come back as it was left?"""

from __future__ import annotations

from dataclasses import replace

from dialogues.content import Option
from dialogues.conversation import Conversation
from dialogues.session import Answer, Asked, Session
from storage.database import Database
from storage.unit import Unit
from tests.contract.universe import NOW, later


async def person(database: Database, address: str = "1") -> str:
    found = await database.transact(lambda u: u.participants.resolve([("sms", address)], NOW))
    return found["sms", address]


async def load(database: Database, *people: str, **languages: str) -> dict[str, Conversation]:
    return await database.read(lambda u: u.conversations.load(people, languages))


async def test_a_new_participant_is_a_blank_page(database: Database) -> None:
    who = await person(database)
    assert await load(database, who) == {who: Conversation(who)}
    assert (await load(database, who, **{who: "ar"}))[who].language == "ar"


async def test_nobody_is_loaded_for_nobody(database: Database) -> None:
    assert await load(database) == {}
    assert await load(database, "unknown") == {}


async def test_what_is_saved_comes_back(database: Database) -> None:
    who, other = await person(database, "1"), await person(database, "2")
    asked = Asked((Option("a", "Été", ("ete",)),), 2, "brouillon")
    active = Session(
        "s1", "idea", "3", "title", answers={"solution": Answer("Un abri 🚲", "un abri 🚲")}, asked=asked
    )
    one = Conversation(who, "es", introduced=True, sessions=(active, Session("s0", "welcome", "1")))
    two = Conversation(other, "fr", stopped=True)
    await database.transact(lambda u: u.conversations.save([one, two], NOW))
    assert await load(database, who, other) == {who: one, other: two}


async def test_the_place_in_line_is_kept(database: Database) -> None:
    who = await person(database)
    a, b = Session("a", "idea", "1", "solution"), Session("b", "welcome", "1", "hello")
    for sessions in ((a,), (b, a), (a, b)):
        one = Conversation(who, introduced=True, sessions=sessions)
        await database.transact(lambda u, one=one: u.conversations.save([one], NOW))  # type: ignore[misc]
        assert (await load(database, who))[who].sessions == sessions


async def test_a_turn_keeps_every_place(database: Database) -> None:
    """What did not change is not written, and still stands where it stood."""
    who = await person(database)
    a, b, c, d = (Session(name, "idea", "1", "solution") for name in "abcd")
    orders = [(a, b, c), (b, c), (c, b), (c, b, a), (d,), (d, a), (a, replace(d, step="title")), ()]
    for wanted in orders:

        def turn(unit: Unit, wanted: tuple[Session, ...] = wanted) -> None:
            loaded = unit.conversations.load([who])[who]
            same = {session.id: session for session in loaded.sessions}
            sessions = tuple(same[s.id] if same.get(s.id) == s else s for s in wanted)
            unit.conversations.save([replace(loaded, introduced=True, sessions=sessions)], NOW)

        await database.transact(turn)
        assert (await load(database, who))[who].sessions == wanted


async def test_who_stops_and_starts_in_one_turn(database: Database) -> None:
    who = await person(database)

    def turn(unit: Unit, stopped: bool) -> None:
        loaded = unit.conversations.load([who])[who]
        unit.conversations.save([replace(loaded, introduced=True, stopped=stopped)], NOW)

    for stopped in (True, True, False, True):
        await database.transact(lambda u, stopped=stopped: turn(u, stopped))  # type: ignore[misc]
        assert (await load(database, who))[who].stopped == stopped


async def test_the_last_sight_is_kept_by_the_hour(database: Database) -> None:
    who = await person(database)

    def turn(unit: Unit, minutes: int) -> None:
        loaded = unit.conversations.load([who])[who]
        unit.conversations.save([replace(loaded, introduced=True)], later(minutes=minutes))

    for minutes, seen in ((0, 0), (59, 0), (61, 61), (70, 61)):
        await database.transact(lambda u, minutes=minutes: turn(u, minutes))  # type: ignore[misc]
        row = (await database.read(lambda u: u.participants.export(who)))["participants"][0]
        assert row["last_seen_at"] == later(minutes=seen)


async def test_a_closed_session_keeps_its_row(database: Database) -> None:
    who = await person(database)
    one = Conversation(
        who, sessions=(Session("a", "idea", "1"), Session("b", "idea", "1"), Session("c", "idea", "1"))
    )
    await database.transact(lambda u: u.conversations.save([one], NOW))
    left = replace(one, sessions=(one.sessions[2], replace(one.sessions[0], state="dropped")))
    await database.transact(lambda u: u.conversations.save([left], NOW, {"b": "done"}))
    assert (await load(database, who))[who].sessions == (one.sessions[2],)
    rows = (await database.read(lambda u: u.participants.export(who)))["sessions"]
    assert {r["id"]: (r["state"], r["position"]) for r in rows} == {
        "a": ("dropped", None),
        "b": ("done", None),
        "c": ("open", 0),
    }


async def test_the_first_time_is_the_one_kept(database: Database) -> None:
    who = await person(database)
    one = Conversation(who, introduced=True, stopped=True)
    await database.transact(lambda u: u.conversations.save([one], NOW))
    await database.transact(lambda u: u.conversations.save([one], later(days=1)))
    await database.transact(lambda u: u.conversations.save([replace(one, stopped=False)], later(days=2)))
    row = (await database.read(lambda u: u.participants.export(who)))["participants"][0]
    assert (row["introduced_at"], row["stopped_at"], row["last_seen_at"]) == (NOW, None, later(days=2))


async def test_an_erased_one_is_not_revived(database: Database) -> None:
    who = await person(database)
    one = Conversation(who, sessions=(Session("a", "idea", "1"),))

    def work(unit: Unit) -> None:
        unit.participants.erase(who, NOW, lambda channel, value: f"#{channel}{value}")
        unit.conversations.save([one], NOW)

    await database.transact(work)
    assert await load(database, who) == {}
    assert not any((await database.read(lambda u: u.participants.export(who))).values())
