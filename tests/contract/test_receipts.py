"""Does a message end as its provider says, whatever comes first, and can staff send it again?"""

from __future__ import annotations

from itertools import permutations

import pytest

from storage.database import Database
from storage.outbox import BROADCAST, Delivery, Failure, Outgoing, Retry, Sending, Sent
from storage.unit import Unit
from tests.contract.universe import NOW, later, outgoing

SAYINGS = ("taken", "sent", "failed", "delivered")


async def put(database: Database, *rows: Outgoing) -> list[Sending]:
    """Store messages and claim them."""
    await database.transact(lambda u: u.outbox.add(rows, NOW))
    return await claim(database)


async def claim(database: Database, channel: str = "sms", **after: float) -> list[Sending]:
    return await database.transact(lambda u: u.outbox.claim(500, later(**after), "me", channel))


async def deliver(database: Database, *rows: Delivery) -> None:
    await database.transact(lambda u: u.outbox.deliver(rows))


async def statuses(database: Database) -> dict[str, str]:
    def look(unit: Unit) -> dict[str, str]:
        rows = unit.outbox.of_participant("p")
        return {row.address: row.status for row in rows}

    return await database.read(look)


async def test_no_order_of_receipts_loses_one(database: Database) -> None:
    orders = [order for size in (2, 3, 4) for order in permutations(SAYINGS, size) if "taken" in order]
    names = [" ".join(order) for order in orders]
    claimed = await put(database, *(outgoing(name, participant_id="p") for name in names))
    ids = {sending.address: sending.id for sending in claimed}
    for step in range(4):
        await database.transact(lambda u, step=step: _say(u, ids, step))  # type: ignore[misc]
    found = await statuses(database)
    for name in names:
        told = [saying for saying in ("delivered", "failed", "sent") if saying in name.split()]
        assert (name, found[name]) == (name, told[0] if told else "sent")


def _say(unit: Unit, ids: dict[str, int], step: int) -> None:
    """Let every message hear the saying whose turn it is."""
    for name, row in ids.items():
        match name.split()[step : step + 1]:
            case ["taken"]:
                unit.outbox.sent([Sent(row, f"SM{row}")], NOW)
            case ["sent" | "failed" | "delivered" as status]:
                unit.outbox.deliver([Delivery("sms", f"SM{row}", status, outbox=row)])


async def test_a_receipt_is_of_one_channel(database: Database) -> None:
    row = (await put(database, outgoing("1", participant_id="p")))[0].id
    await deliver(database, Delivery("whatsapp", "SM9", "failed", "30005", outbox=row))
    assert await statuses(database) == {"1": "sending"}
    await deliver(database, Delivery("sms", "SM9", "failed", "30005", outbox=row))
    assert await statuses(database) == {"1": "failed"}


async def test_one_batch_keeps_the_strongest(database: Database) -> None:
    row = (await put(database, outgoing("1", participant_id="p")))[0].id
    said = [
        Delivery("sms", "SM1", "delivered"),
        Delivery("sms", "SM1", "failed"),
        Delivery("sms", "SM1", "sent"),
    ]
    await deliver(database, *said, Delivery("sms", "SM1", "failed", outbox=row))
    assert await statuses(database) == {"1": "delivered"}


async def test_a_receipt_by_its_name_is_enough(database: Database) -> None:
    row = (await put(database, outgoing("1", participant_id="p")))[0].id
    await database.transact(lambda u: u.outbox.sent([Sent(row, "SM1")], NOW))
    await deliver(database, Delivery("telegram", "SM1", "delivered"), Delivery("sms", "SM2", "delivered"))
    assert await statuses(database) == {"1": "sent"}
    await deliver(database, Delivery("sms", "SM1", "failed", "30003", "unreachable"))
    assert await statuses(database) == {"1": "failed"}


@pytest.mark.parametrize("priority", [0, BROADCAST])
async def test_a_proof_spares_a_second_sending(database: Database, priority: int) -> None:
    row = (await put(database, outgoing("1", participant_id="p", priority=priority)))[0].id
    await database.transact(lambda u: u.outbox.recover(later(hours=1), ["me"]))
    await deliver(database, Delivery("sms", "SM1", "sent", outbox=row))
    assert await statuses(database) == {"1": "sent"}
    assert await claim(database, hours=2) == []
    await deliver(database, Delivery("sms", "SM1", "delivered"))
    assert await statuses(database) == {"1": "delivered"}


async def test_a_proof_ends_a_retry(database: Database) -> None:
    found = (await put(database, outgoing("1", participant_id="p")))[0]
    retry = Retry(found.id, found.attempt, later(minutes=1), "timeout", "no answer", 0)
    await database.transact(lambda u: u.outbox.retry([retry]))
    await deliver(database, Delivery("sms", "SM1", "delivered", outbox=found.id))
    assert await claim(database, hours=1) == []


async def test_an_earlier_failure_stops_no_retry(database: Database) -> None:
    found = (await put(database, outgoing("1", participant_id="p")))[0]
    retry = Retry(found.id, found.attempt, later(minutes=1), "timeout", "no answer", 0)
    await database.transact(lambda u: u.outbox.retry([retry]))
    await deliver(database, Delivery("sms", "SM1", "failed", outbox=found.id))
    assert [sending.attempt for sending in await claim(database, hours=1)] == [2]


async def test_a_channel_claims_its_own(database: Database) -> None:
    rows = [outgoing("1"), outgoing("2", channel="telegram")]
    assert [sending.address for sending in await put(database, *rows)] == ["1"]
    assert [sending.address for sending in await claim(database, "telegram")] == ["2"]


async def test_staff_see_what_is_lost(database: Database) -> None:
    rows = [outgoing(str(n), participant_id="p", priority=n % 2) for n in range(4)]
    claimed = {s.address: s for s in await put(database, *rows)}
    one, two = (claimed[address] for address in "02")
    lost = [
        Failure(one.id, one.attempt, "21610", "opted out"),
        Failure(two.id, two.attempt, "timeout", "too late", "dead"),
    ]
    await database.transact(lambda u: u.outbox.fail(lost))
    await database.transact(lambda u: u.outbox.recover(later(hours=1), ["me"]))
    found = await database.read(lambda u: u.outbox.dead(9))
    assert [(row.address, row.status, row.error_code) for row in found] == [
        ("3", "uncertain", None),
        ("2", "dead", "timeout"),
        ("1", "uncertain", None),
        ("0", "failed", "21610"),
    ]
    assert [row.address for row in await database.read(lambda u: u.outbox.dead(1))] == ["3"]


async def test_staff_send_again_what_is_lost(database: Database) -> None:
    first, second = await put(database, outgoing("1", participant_id="p"), outgoing("2", participant_id="p"))
    failure = Failure(first.id, first.attempt, "500", "trouble", "dead")
    await database.transact(lambda u: u.outbox.fail([failure]))
    replayed = await database.transact(lambda u: u.outbox.replay([first.id, second.id, 999], later(hours=1)))
    assert replayed == [first.id]
    assert await database.read(lambda u: u.outbox.dead(9)) == []
    assert await claim(database) == []
    assert [(s.id, s.attempt) for s in await claim(database, hours=1)] == [(first.id, 2)]


async def test_a_replay_goes_whole_or_goes_on(database: Database) -> None:
    """A message whose third call failed goes on there; one that the carrier dropped later is sent whole."""
    found = await put(database, outgoing("cut", participant_id="p"), outgoing("dropped", participant_id="p"))
    await database.transact(
        lambda u: u.outbox.retry([Retry(s.id, s.attempt, NOW, "500", "trouble", 2) for s in found])
    )
    cut, dropped = await claim(database)
    await database.transact(lambda u: u.outbox.fail([Failure(cut.id, cut.attempt, "500", "trouble")]))
    await database.transact(lambda u: u.outbox.sent([Sent(dropped.id, "SM1")], NOW))
    await deliver(database, Delivery("sms", "SM1", "failed"))
    await database.transact(lambda u: u.outbox.replay([cut.id, dropped.id], NOW))
    assert {s.address: s.skip for s in await claim(database)} == {"cut": 2, "dropped": 0}


async def test_what_was_erased_is_not_sent(database: Database) -> None:
    def work(unit: Unit) -> str:
        who = unit.participants.resolve([("sms", "1"), ("sms", "2")], NOW)
        unit.outbox.add([outgoing(a, participant_id=who["sms", a]) for a in "12"], NOW)
        return who["sms", "1"]

    who = await database.transact(work)
    claimed = {s.address: s for s in await claim(database)}
    await database.transact(lambda u: u.participants.erase(who, NOW, lambda channel, value: "hash"))
    late = [Retry(s.id, s.attempt, NOW, "500", "trouble", 0) for s in claimed.values()]
    await database.transact(lambda u: u.outbox.retry(late))
    assert await database.transact(lambda u: u.outbox.replay([claimed["1"].id], NOW)) == []
    assert [s.address for s in await claim(database)] == ["2"]
