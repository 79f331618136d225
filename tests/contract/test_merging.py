"""Do two participants become one without losing a row, whoever else is at work?"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from dialogues.conversation import Conversation
from dialogues.session import Session
from storage.consents import ALL, Consent
from storage.database import Database, open_database
from storage.errors import Unavailable
from storage.participants import AddressKey
from storage.unit import Unit
from tests.contract.life import live
from tests.contract.universe import NOW, incoming, later, outgoing

Held = dict[str, list[dict[str, Any]]]


async def people(database: Database, count: int) -> list[str]:
    """Return participants, oldest first, reached at "0", "1"…"""
    keys = [("sms", str(n)) for n in range(count)]
    found = await database.transact(lambda u: u.participants.resolve(keys, NOW))
    return [found[key] for key in keys]


async def held(database: Database, who: str) -> Held:
    return await database.read(lambda u: u.participants.export(who))


async def test_every_row_moves(database: Database) -> None:
    def work(unit: Unit) -> tuple[str, str]:
        return live(unit, "1", "un"), live(unit, "2", "deux", 1)

    kept, gone = await database.transact(work)
    before = await held(database, gone)
    assert await database.transact(lambda u: u.participants.merge(kept, gone, later(days=1)))
    assert not any((await held(database, gone)).values())
    after = await held(database, kept)
    assert {name: len(rows) for name, rows in after.items()} == {
        name: 2 * len(rows) if name != "participants" else 1 for name, rows in before.items()
    }
    assert await database.transact(lambda u: u.links.take("link_hash1", NOW)) == kept


async def test_the_oldest_facts_stay(database: Database) -> None:
    kept, gone = await people(database, 2)

    def work(unit: Unit) -> None:
        unit.conversations.save([Conversation(gone, "pt", introduced=True)], NOW)
        unit.conversations.save([Conversation(kept, "es", introduced=True)], later(days=1))
        unit.participants.settle(gone, "centre")
        unit.participants.merge(kept, gone, later(days=2))

    await database.transact(work)
    row = (await held(database, kept))["participants"][0]
    assert (row["introduced_at"], row["last_seen_at"]) == (NOW, later(days=2))
    assert (row["language"], row["district"], row["stopped_at"]) == ("es", "centre", None)


@pytest.mark.parametrize("stopped", [(0,), (1,), (0, 1)])
async def test_one_stop_holds_for_both(database: Database, stopped: tuple[int, ...]) -> None:
    both = await people(database, 2)

    def work(unit: Unit) -> None:
        for n in stopped:
            unit.participants.stop([both[n]], later(days=n))
        unit.participants.merge(both[0], both[1], later(days=9))

    await database.transact(work)
    row = (await held(database, both[0]))["participants"][0]
    assert row["stopped_at"] == later(days=stopped[0])


@pytest.mark.parametrize(("leads", "order"), [(False, ["a", "b", "c", "d"]), (True, ["c", "d", "a", "b"])])
async def test_what_was_begun_is_left_aside(database: Database, leads: bool, order: list[str]) -> None:
    kept, gone = await people(database, 2)
    mine = (Session("a", "idea", "1"), Session("b", "idea", "1", state="paused"))
    theirs = (Session("c", "idea", "1"), Session("d", "idea", "1", state="paused"))

    def work(unit: Unit) -> dict[str, Conversation]:
        unit.conversations.save([Conversation(kept, sessions=mine), Conversation(gone, sessions=theirs)], NOW)
        unit.participants.merge(kept, gone, NOW, leads=leads)
        return unit.conversations.load([kept, gone])

    found = await database.transact(work)
    assert list(found) == [kept]
    states = ["open", "paused", "paused", "paused"]
    assert [(s.id, s.state) for s in found[kept].sessions] == list(zip(order, states, strict=True))


async def test_nobody_merges_with_nobody(database: Database) -> None:
    (who,) = await people(database, 1)
    for other in (who, "nobody"):
        assert not await database.transact(lambda u, other=other: u.participants.merge(who, other, NOW))  # type: ignore[misc]
        assert not await database.transact(lambda u, other=other: u.participants.merge(other, who, NOW))  # type: ignore[misc]
    assert (await held(database, who))["participants"]


@pytest.mark.parametrize("seed", range(5))
async def test_no_row_is_ever_lost(database: Database, seed: int) -> None:
    """Whatever is merged with whatever, those who are left hold all there was."""
    chance = random.Random(seed)

    def work(unit: Unit) -> tuple[Held, Held]:
        alive = [live(unit, f"a{n}", f"mot {n}", n) for n in range(6)]
        before = _together(unit, alive)
        for _ in range(chance.randrange(1, 6)):
            kept, gone = chance.sample(alive, 2)
            assert unit.participants.merge(kept, gone, NOW)
            alive.remove(gone)
        return before, _together(unit, alive)

    before, after = await database.transact(work)
    for name in before.keys() - {"participants"}:
        assert sorted(map(_word, before[name])) == sorted(map(_word, after[name])), name


async def test_two_merges_at_once_make_one(database_url: str) -> None:
    """In both directions, in a ring, again and again: one participant is left, with every address."""
    stores = [open_database(database_url) for _ in range(4)]
    for turn in range(5):
        keys = [(f"c{turn}", str(n)) for n in range(4)]
        await stores[0].transact(lambda u, keys=keys: u.participants.resolve(keys, NOW))  # type: ignore[misc]
        tasks = [_join(store, keys[n], keys[(n + 1) % 4]) for n, store in enumerate(stores)]
        await asyncio.gather(*tasks)
        owners = await stores[0].read(lambda u, keys=keys: u.participants.known(keys))  # type: ignore[misc]
        assert len(owners) == 4
        assert len(set(owners.values())) == 1
    await _close(stores)


async def test_a_merge_among_claims_loses_nothing(database_url: str) -> None:
    stores = [open_database(database_url) for _ in range(4)]
    who = await people(stores[0], 20)
    rows = [incoming(str(n % 20), str(n), str(n)) for n in range(300)]
    await stores[0].transact(lambda u: u.inbox.add(rows))
    handled: list[int] = []
    workers = [_drain(store, handled) for store in stores[:3]]
    merging = [_merge(stores[3], who[n], who[n + 1]) for n in range(0, 20, 2)]
    await asyncio.gather(*workers, *merging)
    assert sorted(handled) == list(range(300))
    left = await stores[0].read(lambda u: u.participants.known([("sms", str(n)) for n in range(20)]))
    assert len(set(left.values())) == 10
    written = await stores[0].read(
        lambda u: [len(u.outbox.of_participant(one)) for one in set(left.values())]
    )
    assert written == [30] * 10
    await _close(stores)


async def test_a_stop_during_a_merge_is_kept(database_url: str) -> None:
    """A provider tells of an opt-out while its participant becomes another."""
    stores = [open_database(database_url) for _ in range(2)]
    who = await people(stores[0], 20)
    tasks = []
    for n in range(0, 20, 2):
        tasks += [_merge(stores[0], who[n], who[n + 1]), _until_done(stores[1], _opting_out(str(n + 1)))]
    await asyncio.gather(*tasks)
    for n in range(0, 20, 2):
        found = await held(stores[0], who[n])
        assert found["participants"][0]["stopped_at"] == NOW
        assert [row["purpose"] for row in found["consents"]] == [ALL]
    await _close(stores)


async def test_an_address_takes_another_name(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = live(unit, "old", "mot")
        unit.inbox.add([incoming("old", "late")])
        before = unit.participants.export(who)
        unit.participants.move(("sms", "old"), "new", NOW)
        unit.participants.move(("sms", "nobody"), "else", NOW)
        after = unit.participants.export(who)
        assert {name: len(rows) for name, rows in before.items()} == {n: len(r) for n, r in after.items()}
        assert unit.participants.known([("sms", "old"), ("sms", "new")]) == {("sms", "new"): who}
        assert {row["address"] for row in after["outbox"] + after["inbound"]} == {"new"}
        assert [pending.participant for pending in unit.inbox.claim(5, NOW)] == [who]

    await database.transact(work)


async def test_a_new_name_somebody_has_is_theirs(database: Database) -> None:
    def work(unit: Unit) -> None:
        kept, gone = live(unit, "old", "un"), live(unit, "new", "deux", 1)
        unit.participants.move(("sms", "old"), "new", NOW)
        assert unit.participants.known([("sms", "old"), ("sms", "new")]) == {("sms", "new"): kept}
        assert not any(unit.participants.export(gone).values())
        assert len(unit.participants.export(kept)["answers"]) == 2
        unit.participants.move(("sms", "new"), "new", NOW)
        assert len(unit.participants.addresses([kept])) == 1

    await database.transact(work)


async def _merge(store: Database, one: str, other: str) -> None:
    """Merge two participants as a turn does: both held, the younger into the older."""
    kept, gone = sorted((one, other))
    await _until_done(store, lambda u: u.participants.merge(kept, gone, NOW))


async def _join(store: Database, one: AddressKey, other: AddressKey) -> None:
    """Merge the owners of two addresses, whoever they are by then."""

    def work(unit: Unit) -> bool:
        known = unit.participants.known([one, other])
        return known[one] == known[other] or unit.participants.merge(known[one], known[other], NOW)

    done = False
    while not done:
        with suppress(Unavailable):
            done = await store.transact(work)


async def _until_done(store: Database, work: Callable[[Unit], object]) -> None:
    """Try again while somebody else is at it, as the worker does."""
    while True:
        try:
            await store.transact(work)
        except Unavailable:
            continue
        return


async def _drain(store: Database, handled: list[int]) -> None:
    """Handle all that is pending, with an answer to each message; only what is committed counts."""

    def turn(unit: Unit) -> list[int]:
        found = unit.inbox.claim(7, NOW)
        unit.conversations.save([Conversation(p.participant) for p in found], NOW)
        answers = [outgoing(p.address, inbound_id=p.id, participant_id=p.participant) for p in found]
        unit.outbox.add(answers, NOW)
        unit.inbox.handled([p.id for p in found], NOW)
        return [int(p.payload["text"]) for p in found]

    while (await store.read(lambda u: u.inbox.counts())).pending:
        try:
            handled += await store.transact(turn)
        except Unavailable:
            continue


def _opting_out(address: str) -> Callable[[Unit], None]:
    def work(unit: Unit) -> None:
        who = unit.participants.hold([("sms", address)])["sms", address]
        unit.consents.add([Consent(who, ALL, False, NOW, "sms", "", "provider")])
        unit.participants.stop([who], NOW)

    return work


def _together(unit: Unit, alive: list[str]) -> Held:
    all_held = [unit.participants.export(who) for who in alive]
    return {name: [row for one in all_held for row in one[name]] for name in all_held[0]}


def _word(row: dict[str, Any]) -> str:
    """Return what a merge leaves as it is of a row."""
    changed = ("participant_id", "position", "state", "data")
    return repr([(name, value) for name, value in row.items() if name not in changed])


async def _close(stores: list[Database]) -> None:
    for store in stores:
        await store.close()
