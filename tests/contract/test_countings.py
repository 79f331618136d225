"""Do a sending's figures stay what a full count says, whatever happens to those who get it?"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.metrics import Metrics
from bot.outbox.recovery import Recovery
from storage import models
from storage.broadcast import Broadcast, Variant
from storage.consents import Consent
from storage.database import Database
from storage.models.base import table
from storage.outbox import Delivery, Failure, Sending, Sent
from storage.presence import LonePresence
from storage.segments.condition import Everyone
from storage.unit import Unit
from tests.contract.life import REACHABLE
from tests.contract.universe import NOW

PEOPLE = 12
_recipients, _outbox = table(models.Recipient), table(models.Outbound)


async def begin(database: Database, *slugs: str) -> list[str]:
    """Send to everybody by each of these; return who that is."""

    def work(unit: Unit) -> list[str]:
        keys = [("sms", f"+336000000{n:02}") for n in range(PEOPLE)]
        people = list(unit.participants.resolve(keys, NOW).values())
        unit.consents.add([Consent(who, "news", True, NOW, "sms", "…", "staff") for who in people])
        for slug in slugs:
            sending = unit.broadcasts.add(Broadcast(slug, "news", {"everyone": True}, NOW, "anne", NOW))
            assert sending is not None
            unit.planning.plan(sending, Everyone(), REACHABLE, NOW)
            unit.recipients.post(sending, [Variant("fr", False, {"text": "x"})], 1, PEOPLE - 2, NOW)
        return people

    people = await database.transact(work)
    await agree(database, *slugs)
    return people


async def claim(database: Database, count: int) -> list[Sending]:
    return await database.transact(lambda u: u.outbox.claim(count, NOW, "me", "sms"))


async def agree(database: Database, *slugs: str) -> dict[str, dict[str, int]]:
    """Assert that figures say what the rows say; return them."""

    def look(unit: Unit) -> dict[str, dict[str, int]]:
        return {slug: _agree(unit, slug) for slug in slugs}

    return await database.read(look)


async def figures(database: Database) -> dict[str, int]:
    return (await agree(database, "bus"))["bus"]


def _agree(unit: Unit, slug: str) -> dict[str, int]:
    sending = unit.broadcasts.by_slug(slug)
    assert sending is not None
    r, o = _recipients.c, _outbox.c
    mine = select(r.id, r.state, r.cause, r.channel).where(r.broadcast_id == sending.id)
    has = set(unit.connection.execute(select(o.recipient_id).where(o.status == "delivered")).scalars())
    rows = unit.connection.execute(mine).all()
    counted = Counter((row.state, row.cause, row.channel) for row in rows)
    arrived = Counter((row.state, row.cause, row.channel) for row in rows if row.id in has)
    tallies = unit.broadcasts.tallies(sending.id)
    assert {(t.state, t.cause, t.channel): t.count for t in tallies} == counted
    assert {(t.state, t.cause, t.channel): t.delivered for t in tallies if t.delivered} == arrived
    states: Counter[str] = Counter()
    for tally in tallies:
        states[tally.state] += tally.count
    return dict(states) | {"delivered": arrived.total()}


@pytest.mark.parametrize("late", [False, True], ids=["settled first", "receipt first"])
async def test_receipts_are_counted_in_any_order(database: Database, late: bool) -> None:
    await begin(database, "bus")
    claimed = await claim(database, 6)
    given = [Delivery("sms", f"SM{one.id}", "delivered", outbox=one.id) for one in claimed[:4]]
    if not late:
        await database.transact(lambda u: u.recipients.settle(NOW))
    await database.transact(lambda u: u.outbox.deliver(given))
    await agree(database, "bus")
    await database.transact(lambda u: u.outbox.sent([Sent(one.id, f"SM{one.id}") for one in claimed], NOW))
    # said again, and by the provider's name alone: nobody is counted twice
    await database.transact(
        lambda u: u.outbox.deliver([Delivery("sms", g.provider_id, "delivered") for g in given])
    )
    await database.transact(lambda u: u.recipients.settle(NOW))
    assert await figures(database) == {"sent": 6, "waiting": 4, "planned": 2, "delivered": 4}


async def test_a_receipt_that_came_late_undoes_a_loss(database: Database) -> None:
    await begin(database, "bus")
    claimed = await claim(database, 3)
    lost = [Failure(one.id, one.attempt, "30003", "no") for one in claimed]
    await database.transact(lambda u: u.outbox.fail(lost))
    await database.transact(lambda u: u.recipients.settle(NOW))
    assert (await figures(database))["failed"] == 3
    first = claimed[0]
    await database.transact(lambda u: u.outbox.deliver([Delivery("sms", "SM", "delivered", outbox=first.id)]))
    again = [one.id for one in claimed[1:]]
    await database.transact(lambda u: u.outbox.replay(again, NOW))
    await database.transact(lambda u: u.recipients.wait_again(again, NOW))
    found = await figures(database)
    assert (found["failed"], found["waiting"], found["delivered"]) == (1, 9, 1)


async def test_the_dead_and_the_late_are_counted(database: Database) -> None:
    await begin(database, "bus")
    await claim(database, 3)
    await database.transact(lambda u: u.outbox.recover(NOW + timedelta(hours=1), ["me"]))
    await database.transact(lambda u: u.recipients.settle(NOW))
    assert (await figures(database))["uncertain"] == 3

    def expire(unit: Unit) -> None:
        sending = unit.broadcasts.by_slug("bus", hold=True)
        assert sending is not None
        unit.recipients.withdraw(sending, NOW)
        unit.recipients.give_up(sending, "expired", "", NOW)
        unit.recipients.lose(sending, NOW)

    await database.transact(expire)
    assert await figures(database) == {"uncertain": 3, "expired": PEOPLE - 3, "delivered": 0}


async def test_whose_sender_died_is_settled_at_once(database: Database) -> None:
    """Others wait to leave by their channel, for days maybe: a pilot must not wait for that, nor an end."""
    await begin(database, "bus")
    await claim(database, 3)
    await Recovery(database, Metrics(), LonePresence("other"), now=lambda: NOW + timedelta(hours=1)).recover()
    await database.transact(lambda u: u.recipients.settle(NOW, u.outbox.busy(["sms"], NOW)))
    assert (await figures(database))["uncertain"] == 3


async def test_the_erased_and_the_merged_are_counted(database: Database) -> None:
    people = await begin(database, "bus", "tram")
    claimed = await claim(database, 2 * PEOPLE)
    given = [Delivery("sms", f"SM{one.id}", "delivered", outbox=one.id) for one in claimed]
    await database.transact(lambda u: u.outbox.deliver(given))
    before = await agree(database, "bus", "tram")
    await database.transact(lambda u: u.participants.erase(people[0], NOW, lambda *key: "/".join(key)))
    await database.transact(lambda u: u.participants.merge(people[1], people[2], NOW))
    await database.transact(lambda u: u.recipients.settle(NOW))
    after = await agree(database, "bus", "tram")
    assert {slug: found["delivered"] for slug, found in after.items()} == {
        slug: found["delivered"] for slug, found in before.items()
    }


async def test_a_receipt_that_is_undone_counts_nothing(database: Database) -> None:
    await begin(database, "bus")
    (one,) = await claim(database, 1)

    def die(unit: Unit) -> None:
        unit.outbox.deliver([Delivery("sms", "SM", "delivered", outbox=one.id)])
        raise KeyError

    with pytest.raises(KeyError):
        await database.transact(die)
    assert (await figures(database))["delivered"] == 0
