"""Is every message handled once, in order for each participant?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from storage.database import Database, open_database
from storage.inbox import Pending, Received
from storage.unit import Unit
from tests.contract.universe import NOW, incoming, later


class TurnError(Exception):
    """A turn that fails."""


async def test_a_message_is_stored_once(database: Database) -> None:
    first = await database.transact(lambda u: u.inbox.add([incoming("1", "a"), incoming("2", "b")]))
    again = await database.transact(lambda u: u.inbox.add([incoming("1", "a"), incoming("1", "c")]))
    assert first == [True, True]
    assert again == [False, True]


async def test_twice_in_one_batch_is_once(database: Database) -> None:
    rows = [incoming("1", "a"), incoming("1", "a")]
    assert await database.transact(lambda u: u.inbox.add(rows)) == [True, False]


async def test_same_id_on_two_channels_is_two(database: Database) -> None:
    rows = [incoming("1", "a"), incoming("1", "a", channel="telegram")]
    assert await database.transact(lambda u: u.inbox.add(rows)) == [True, True]


async def test_a_claim_takes_one_of_each(database: Database) -> None:
    rows = [incoming("1", "a", "un"), incoming("1", "b", "deux"), incoming("2", "c", "trois")]
    await database.transact(lambda u: u.inbox.add(rows))
    found = await database.transact(lambda u: u.inbox.claim(50, NOW))
    assert [pending.payload for pending in found] == [{"text": "un"}, {"text": "trois"}]
    assert len({pending.participant for pending in found}) == 2
    assert found[0].received_at == NOW


async def test_handled_messages_make_way(database: Database) -> None:
    await database.transact(lambda u: u.inbox.add([incoming("1", str(n), str(n)) for n in range(5)]))
    texts = []
    while found := await database.transact(_handle):
        texts += [pending.payload["text"] for pending in found]
    assert texts == ["0", "1", "2", "3", "4"]


async def test_the_oldest_participants_come_first(database: Database) -> None:
    await database.transact(lambda u: u.inbox.add([incoming(str(n), str(n)) for n in range(9)]))
    found = await database.transact(lambda u: u.inbox.claim(3, NOW))
    assert [pending.address for pending in found] == ["0", "1", "2"]


async def test_a_flood_hides_nobody(database: Database) -> None:
    flood = [incoming("loud", f"l{n:04}") for n in range(500)]
    await database.transact(lambda u: u.inbox.add(flood))
    await database.transact(lambda u: u.inbox.add([incoming("quiet", "q1"), incoming("shy", "s1")]))
    found = await database.transact(lambda u: u.inbox.claim(10, NOW))
    assert [pending.address for pending in found] == ["loud", "quiet", "shy"]


async def test_a_participant_keeps_their_id(database: Database) -> None:
    await database.transact(lambda u: u.inbox.add([incoming("1", "a"), incoming("1", "b")]))
    first = await database.transact(_handle)
    second = await database.transact(_handle)
    assert first[0].participant == second[0].participant


async def test_two_addresses_are_one_turn(database: Database) -> None:
    await database.transact(_join_addresses)
    rows = [incoming("1", "a", "premier"), incoming("2", "b", "second")]
    await database.transact(lambda u: u.inbox.add(rows))
    found = await database.transact(lambda u: u.inbox.claim(50, NOW))
    assert [pending.payload["text"] for pending in found] == ["premier"]


async def test_a_claim_rolled_back_comes_again(database: Database) -> None:
    await database.transact(lambda u: u.inbox.add([incoming("1", "a")]))
    with pytest.raises(TurnError):
        await database.transact(_fail_after_claim)
    found = await database.transact(lambda u: u.inbox.claim(50, NOW))
    assert [pending.address for pending in found] == ["1"]


async def test_a_failed_message_comes_alone(database: Database) -> None:
    await database.transact(lambda u: u.inbox.add([incoming(str(n), str(n)) for n in range(3)]))
    found = await database.transact(lambda u: u.inbox.claim(50, NOW))
    await database.transact(lambda u: u.inbox.failed([found[0].id], "KeyError"))
    alone = await database.transact(_handle)
    assert [(pending.id, pending.attempts) for pending in alone] == [(found[0].id, 1)]
    rest = await database.transact(_handle)
    assert [pending.id for pending in rest] == [found[1].id, found[2].id]


async def test_a_parked_message_lets_others_by(database: Database) -> None:
    await database.transact(lambda u: u.inbox.add([incoming("1", "a", "mauvais"), incoming("1", "b", "bon")]))
    found = await database.transact(lambda u: u.inbox.claim(50, NOW))
    await database.transact(lambda u: u.inbox.park(found[0].id, "KeyError"))
    rest = await database.transact(_handle)
    assert [pending.payload["text"] for pending in rest] == ["bon"]
    assert (await database.read(lambda u: u.inbox.counts())).parked == 1


async def test_patience_has_an_end(database: Database) -> None:
    await database.transact(lambda u: u.inbox.add([incoming("1", "a"), incoming("2", "b")]))
    one, other = [p.id for p in await database.transact(lambda u: u.inbox.claim(50, NOW))]
    for _ in range(2):
        await database.transact(lambda u: u.inbox.failed([one], "KeyError"))
    assert await database.read(lambda u: u.inbox.exhausted([one, other], 2)) == [one]
    assert await database.read(lambda u: u.inbox.exhausted([one, other], 3)) == []
    assert await database.read(lambda u: u.inbox.exhausted([], 0)) == []


async def test_an_address_shows_what_it_sent(database: Database) -> None:
    rows = [incoming("1", "a", "un"), incoming("2", "b"), incoming("1", "c", "deux")]
    await database.transact(lambda u: u.inbox.add([*rows, incoming("1", "a", channel="telegram")]))
    found = await database.read(lambda u: u.inbox.of_address("sms", "1"))
    assert found == [Received("a", {"text": "un"}, NOW), Received("c", {"text": "deux"}, NOW)]


async def test_the_backlog_is_counted(database: Database) -> None:
    empty = await database.read(lambda u: u.inbox.counts())
    await database.transact(lambda u: u.inbox.add([incoming("1", "a"), incoming("2", "b")]))
    full = await database.read(lambda u: u.inbox.counts())
    assert (empty.pending, empty.oldest) == (0, None)
    assert (full.pending, full.parked, full.oldest) == (2, 0, NOW)


async def test_any_text_comes_back_whole(database: Database) -> None:
    text = "é€🙂 \u202e\u0000 \ud800 " + "x" * 100_000
    await database.transact(lambda u: u.inbox.add([incoming("1", "a", text)]))
    found = await database.transact(lambda u: u.inbox.claim(1, NOW))
    assert found[0].payload["text"] == text


async def test_no_worker_shares_a_participant(database_url: str) -> None:
    workers = [open_database(database_url) for _ in range(4)]
    rows = [incoming(str(n % 40), str(n), str(n)) for n in range(400)]
    await workers[0].transact(lambda u: u.inbox.add(rows))
    handled = [found for many in await asyncio.gather(*map(_drain, workers)) for found in many]
    assert sorted(int(p.payload["text"]) for p in handled) == list(range(400))
    assert len({p.participant for p in handled}) == 40
    for worker in workers:
        await worker.close()


async def test_workers_keep_each_ones_order(database_url: str) -> None:
    workers = [open_database(database_url) for _ in range(4)]
    await workers[0].transact(lambda u: u.inbox.add([incoming(str(n % 5), str(n)) for n in range(100)]))
    written: list[tuple[str, int]] = []

    def turn(unit: Unit) -> list[Pending]:
        found = _handle(unit, limit=3)
        written.extend((pending.address, pending.id) for pending in found)
        return found

    await asyncio.gather(*(_drain(worker, turn) for worker in workers))
    for address in map(str, range(5)):
        ids = [message for who, message in written if who == address]
        assert ids == sorted(ids)
        assert len(ids) == 20
    for worker in workers:
        await worker.close()


def _handle(unit: Unit, limit: int = 50) -> list[Pending]:
    found = unit.inbox.claim(limit, NOW)
    unit.inbox.handled([pending.id for pending in found], later(seconds=1))
    return found


def _fail_after_claim(unit: Unit) -> None:
    assert _handle(unit)
    raise TurnError


def _join_addresses(unit: Unit) -> None:
    people = unit.participants.resolve([("sms", "1")], NOW)
    unit.participants.join(("sms", "2"), people["sms", "1"], NOW)


async def _drain(database: Database, turn: Callable[[Unit], list[Pending]] = _handle) -> list[Pending]:
    """Handle batches until nothing is pending; another worker's may still be under way."""
    handled: list[Pending] = []
    while (await database.read(lambda u: u.inbox.counts())).pending:
        handled += await database.transact(turn)
    return handled


async def test_a_look_ahead_holds_nobody(database: Database) -> None:
    rows = [incoming("1", "a", "un"), incoming("1", "b", "deux"), incoming("2", "c", "trois")]
    await database.transact(lambda u: u.inbox.add(rows))
    unknown = await database.read(lambda u: u.inbox.peek(50))
    assert [(p.payload["text"], p.participant) for p in unknown] == [("un", ""), ("trois", "")]

    def claim_and_look(unit: Unit) -> tuple[list[Pending], list[Pending]]:
        return unit.inbox.claim(50, NOW), unit.inbox.peek(1)

    claimed, seen = await database.transact(claim_and_look)
    assert seen == claimed[:1]
