"""Is every message sent in order, replies first, and never twice by a slow sender?"""

from __future__ import annotations

import asyncio

from storage.database import Database, open_database
from storage.outbox import BROADCAST, Delivery, Failure, Recovered, Retry, Sending, Sent
from storage.unit import Unit
from tests.contract.universe import NOW, later, outgoing


async def claim(database: Database, limit: int = 50, **after: float) -> list[Sending]:
    return await database.transact(lambda u: u.outbox.claim(limit, later(**after), "me", "sms"))


async def test_an_answer_is_stored_once(database: Database) -> None:
    rows = [outgoing("1", 0, inbound_id=7), outgoing("1", 1, inbound_id=7)]
    assert await database.transact(lambda u: u.outbox.add(rows, NOW)) == 2
    assert await database.transact(lambda u: u.outbox.add(rows, NOW)) == 0


async def test_what_nobody_asked_for_is_not_merged(database: Database) -> None:
    rows = [outgoing("1"), outgoing("1")]
    assert await database.transact(lambda u: u.outbox.add(rows, NOW)) == 2


async def test_a_claimed_message_is_gone(database: Database) -> None:
    await database.transact(lambda u: u.outbox.add([outgoing("1", language="ar")], NOW))
    found = await claim(database)
    assert [(s.content, s.language, s.attempt) for s in found] == [({"text": "1 0"}, "ar", 1)]
    assert await claim(database) == []


async def test_replies_pass_before_broadcasts(database: Database) -> None:
    rows = [outgoing("1", priority=BROADCAST), outgoing("2", priority=BROADCAST), outgoing("3")]
    await database.transact(lambda u: u.outbox.add(rows, NOW))
    assert [s.address for s in await claim(database, 1)] == ["3"]
    assert [s.address for s in await claim(database, 1)] == ["1"]


async def test_what_is_not_due_waits(database: Database) -> None:
    await database.transact(lambda u: u.outbox.add([outgoing("1", due_at=later(hours=1))], NOW))
    assert await claim(database) == []
    assert len(await claim(database, hours=2)) == 1


async def test_one_address_hears_in_order(database: Database) -> None:
    rows = [outgoing("1", n, inbound_id=1) for n in range(3)]
    await database.transact(lambda u: u.outbox.add(rows, NOW))
    first = await claim(database)
    assert [s.content for s in first] == [{"text": "1 0"}]
    assert await claim(database) == []
    await database.transact(lambda u: u.outbox.sent([Sent(first[0].id, "SM1")], NOW))
    assert [s.content for s in await claim(database)] == [{"text": "1 1"}]


async def test_a_retry_holds_the_later_ones(database: Database) -> None:
    await database.transact(lambda u: u.outbox.add([outgoing("1", n, inbound_id=1) for n in range(2)], NOW))
    found = await claim(database)
    retry = Retry(found[0].id, found[0].attempt, later(minutes=5), "429", "too many requests", 2)
    await database.transact(lambda u: u.outbox.retry([retry]))
    assert await claim(database, minutes=1) == []
    assert [(s.id, s.attempt, s.skip) for s in await claim(database, minutes=6)] == [(found[0].id, 2, 2)]


async def test_a_late_broadcast_blocks_nothing(database: Database) -> None:
    rows = [outgoing("1", priority=BROADCAST, due_at=later(days=1)), outgoing("1", 1, priority=BROADCAST)]
    await database.transact(lambda u: u.outbox.add(rows, NOW))
    assert [s.content for s in await claim(database)] == [{"text": "1 1"}]


async def test_a_failure_lets_the_next_by(database: Database) -> None:
    await database.transact(lambda u: u.outbox.add([outgoing("1", n, inbound_id=1) for n in range(2)], NOW))
    found = await claim(database)
    failure = Failure(found[0].id, found[0].attempt, "21610", "the person has opted out")
    await database.transact(lambda u: u.outbox.fail([failure]))
    assert [s.content for s in await claim(database)] == [{"text": "1 1"}]
    assert await statuses(database, "p-1") == ["failed", "sending"]


async def test_a_stale_report_changes_nothing(database: Database) -> None:
    await database.transact(lambda u: u.outbox.add([outgoing("1")], NOW))
    stale = (await claim(database))[0]
    await database.transact(lambda u: u.outbox.recover(later(hours=1), ["me"]))
    fresh = (await claim(database))[0]
    retry = Retry(stale.id, stale.attempt, NOW, "timeout", "no answer", 0)
    await database.transact(lambda u: u.outbox.retry([retry]))
    assert fresh.attempt == 2
    assert await statuses(database, "p-1") == ["sending"]


async def test_a_crash_resends_replies_only(database: Database) -> None:
    rows = [outgoing("1"), outgoing("2", priority=BROADCAST)]
    await database.transact(lambda u: u.outbox.add(rows, NOW))
    await claim(database)
    assert await database.transact(lambda u: u.outbox.recover(later(seconds=9), ["me"])) == Recovered(1, 1)
    assert await statuses(database, "p-2") == ["uncertain"]
    assert [s.address for s in await claim(database)] == ["1"]


async def test_a_living_sender_keeps_its_own(database: Database) -> None:
    await database.transact(lambda u: u.outbox.add([outgoing("1")], NOW))
    await claim(database)
    assert await database.read(lambda u: u.outbox.owners()) == ["me"]
    assert await database.transact(lambda u: u.outbox.recover(later(hours=1), ["you"])) == Recovered(0, 0)
    assert await database.transact(lambda u: u.outbox.recover(later(hours=1), [])) == Recovered(0, 0)
    assert await database.transact(lambda u: u.outbox.recover(NOW, ["me"])) == Recovered(0, 0)


async def test_a_receipt_is_recorded(database: Database) -> None:
    await database.transact(lambda u: u.outbox.add([outgoing("1")], NOW))
    found = await claim(database)
    await database.transact(lambda u: u.outbox.sent([Sent(found[0].id, "SM1")], NOW))
    await database.transact(lambda u: u.outbox.deliver([Delivery("sms", "SM1", "delivered")]))
    await database.transact(lambda u: u.outbox.sent([Sent(found[0].id, "SM1")], NOW))
    assert await statuses(database, "p-1") == ["delivered"]


async def test_what_waits_is_counted(database: Database) -> None:
    assert await database.read(lambda u: u.outbox.waiting()) == (0, None)
    await database.transact(lambda u: u.outbox.add([outgoing("1"), outgoing("2")], NOW))
    assert await database.read(lambda u: u.outbox.waiting()) == (2, NOW)


async def test_two_senders_share_nothing(database_url: str) -> None:
    senders = [open_database(database_url) for _ in range(4)]
    rows = [outgoing(str(n % 30), n, inbound_id=n) for n in range(120)]
    await senders[0].transact(lambda u: u.outbox.add(rows, NOW))
    sent: list[Sending] = []
    await asyncio.gather(*(_send_all(sender, sent) for sender in senders))
    assert sorted(s.content["text"] for s in sent) == sorted(row.content["text"] for row in rows)
    for address in {s.address for s in sent}:
        ids = [s.id for s in sent if s.address == address]
        assert ids == sorted(ids)
    for sender in senders:
        await sender.close()


async def _send_all(database: Database, sent: list[Sending]) -> None:
    while (await database.read(lambda u: u.outbox.waiting()))[0]:
        found = await database.transact(lambda u: u.outbox.claim(5, NOW, "me", "sms"))
        sent += found
        results = [Sent(one.id, f"SM{one.id}") for one in found]
        await database.transact(lambda u, results=results: u.outbox.sent(results, NOW))  # type: ignore[misc]


async def statuses(database: Database, participant: str) -> list[str]:
    def look(unit: Unit) -> list[str]:
        return [stored.status for stored in unit.outbox.of_participant(participant)]

    return await database.read(look)
