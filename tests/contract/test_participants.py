"""Who is behind an address, what is held about them, and what is left when they go?"""

from __future__ import annotations

import asyncio

import orjson

from storage.database import Database, open_database
from storage.participants import Profile, Reach
from storage.unit import Unit
from tests.contract.life import live
from tests.contract.universe import NOW, incoming, later

SECRET = "+33601020304"


async def test_an_address_has_one_participant(database: Database) -> None:
    keys = [("sms", "1"), ("telegram", "1"), ("sms", "1")]
    first = await database.transact(lambda u: u.participants.resolve(keys, NOW))
    again = await database.transact(lambda u: u.participants.resolve(keys, later(days=1)))
    assert first == again
    assert len(set(first.values())) == 2


async def test_two_at_once_make_one_participant(database_url: str) -> None:
    stores = [open_database(database_url) for _ in range(4)]
    keys = [("sms", str(n)) for n in range(20)]

    def resolve(unit: Unit) -> dict[tuple[str, str], str]:
        return unit.participants.resolve(keys, NOW)

    results = await asyncio.gather(*(store.transact(resolve) for store in stores))
    assert all(result == results[0] for result in results)
    assert len(results[0]) == 20
    for store in stores:
        await store.close()


async def test_an_address_can_be_added(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.participants.join(("telegram", "9"), who, later(seconds=1))
        unit.participants.join(("telegram", "9"), "somebody else", later(seconds=2))
        found = unit.participants.addresses([who])
        assert [(a.channel, a.value, a.state) for a in found] == [
            ("sms", "1", "reachable"),
            ("telegram", "9", "reachable"),
        ]

    await database.transact(work)


async def test_what_is_learnt_of_an_address_stays(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("whatsapp", "1")], NOW)["whatsapp", "1"]
        unit.participants.reach([Reach("whatsapp", "1", window_until=later(hours=24))])
        unit.participants.reach([Reach("whatsapp", "1", "blocked")])
        address = unit.participants.addresses([who])[0]
        assert (address.state, address.window_until) == ("blocked", later(hours=24))

    await database.transact(work)


async def test_windows_are_known_by_address(database: Database) -> None:
    def work(unit: Unit) -> None:
        keys = [("whatsapp", "1"), ("whatsapp", "2"), ("whatsapp", "3")]
        unit.participants.resolve(keys[:2], NOW)
        reach = [Reach("whatsapp", "1", "blocked", later(hours=24)), Reach("whatsapp", "9", "dead")]
        unit.participants.reach(reach)
        assert unit.participants.window(keys) == {keys[0]: later(hours=24), keys[1]: None}
        assert unit.participants.reached(keys) == {keys[0]: reach[0], keys[1]: Reach(*keys[1])}

    await database.transact(work)


async def test_stop_holds_since_the_first(database: Database) -> None:
    def work(unit: Unit) -> None:
        found = unit.participants.resolve([("sms", "1"), ("sms", "2")], NOW)
        one, other = found["sms", "1"], found["sms", "2"]
        unit.participants.stop([one, one, "nobody"], later(days=1))
        unit.participants.stop([one], later(days=2))
        stopped = {
            who: unit.participants.export(who)["participants"][0]["stopped_at"] for who in (one, other)
        }
        assert stopped == {one: later(days=1), other: None}
        assert unit.conversations.load([one])[one].stopped

    await database.transact(work)


async def test_a_profile_fills_gaps_only(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.participants.learn([Profile(who, "Zoé", "")])
        unit.participants.learn([Profile(who, "Autre", "pt")])
        row = unit.participants.export(who)["participants"][0]
        assert (row["first_name"], row["language"]) == ("Zoé", "pt")

    await database.transact(work)


async def test_a_district_is_remembered(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.participants.settle(who, "centre")
        assert unit.participants.districts([who]) == {who: "centre"}

    await database.transact(work)


async def test_the_export_holds_everything(database: Database) -> None:
    who = await _live(database)
    held = await database.read(lambda u: u.participants.export(who))
    assert {name: len(rows) for name, rows in held.items()} == {
        "participants": 1, "addresses": 1, "consents": 1, "sessions": 1, "outbox": 2, "answers": 1, "ideas": 2,
        "downloads": 1, "links": 1, "idea_versions": 2, "idea_events": 0, "inbound": 2, "media": 0,
        "responses": 1, "broadcast_recipients": 1, "group_members": 1, "staff_phones": 0,
        "appeals": 0,
    }  # fmt: skip
    assert b"code_hash" not in orjson.dumps(held)


async def test_erasing_leaves_nothing_personal(database: Database) -> None:
    who = await _live(database)
    other = (await database.transact(lambda u: u.participants.resolve([("sms", "other")], NOW)))[
        "sms", "other"
    ]
    await database.transact(lambda u: u.participants.erase(who, NOW, _proof))
    held = await database.read(lambda u: u.participants.export(who))
    assert not any(held.values())
    dump = await database.read(_everything)
    assert SECRET not in dump
    assert who not in dump
    assert "mot intime" not in dump
    assert other in dump


async def test_erasing_keeps_what_was_public(database: Database) -> None:
    who = await _live(database)
    await database.transact(lambda u: u.participants.erase(who, NOW, _proof))
    ideas = await database.read(lambda u: u.ideas.recent(10))
    assert [(idea.reference, idea.participant_id, idea.words.photos) for idea in ideas] == [("R1", None, ())]
    assert await database.read(lambda u: u.ideas.by_reference("R2")) is None


async def test_erasing_leaves_a_proof(database: Database) -> None:
    who = await _live(database)
    await database.transact(lambda u: u.participants.erase(who, NOW, _proof))
    proofs = [_proof("sms", SECRET), _proof("sms", "other")]
    assert await database.read(lambda u: u.participants.opted_out(proofs)) == {proofs[0]}


async def test_a_repeat_is_known_after_erasure(database: Database) -> None:
    who = await _live(database)
    await database.transact(lambda u: u.participants.erase(who, NOW, _proof))
    assert await database.transact(lambda u: u.inbox.add([incoming(SECRET, "m1")])) == [False]


async def test_a_message_after_erasure_is_new(database: Database) -> None:
    who = await _live(database)
    await database.transact(lambda u: u.inbox.add([incoming(SECRET, "m3", "Bonjour")]))
    await database.transact(lambda u: u.participants.erase(who, NOW, _proof))
    found = await database.transact(lambda u: u.inbox.claim(5, NOW))
    assert [pending.payload["text"] for pending in found] == ["Bonjour"]
    assert found[0].participant != who


def _proof(channel: str, value: str) -> str:
    return f"keyed-{hash((channel, value))}"


async def _live(database: Database) -> str:
    """Return a participant with a row in every table."""
    return await database.transact(lambda u: live(u, SECRET, "mot intime"))


def _everything(unit: Unit) -> str:
    """Return every cell of the store as one text."""
    from storage.models import metadata

    cells = [row for table in metadata.sorted_tables for row in unit.connection.execute(table.select())]
    return repr(cells)
