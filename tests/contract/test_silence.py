"""Does anything leave for somebody who said STOP, whichever way it came into the outbox (norms §3)?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dialogues.conversation import Conversation
from storage.database import Database
from storage.outbox import BROADCAST, ERASED, Delivery, Failure, Outgoing, Retry, Sending, Sent
from storage.unit import Unit
from tests.contract.universe import NOW, later, outgoing

PHONE = "+33612345678"

#: Puts a message in the outbox, whose person says STOP only then.
Way = Callable[[Unit, str], None]


def claimed(unit: Unit, **after: float) -> list[Sending]:
    return unit.outbox.claim(9, later(**after), "me", "sms")


def an_answer(unit: Unit, who: str) -> None:
    unit.outbox.add([row(who, inbound_id=7)], NOW)


def a_start(unit: Unit, who: str) -> None:
    unit.outbox.add([row(who)], NOW)


def a_broadcast(unit: Unit, who: str) -> None:
    unit.outbox.add([row(who, priority=BROADCAST)], NOW)


def a_retry(unit: Unit, who: str) -> None:
    an_answer(unit, who)
    (one,) = claimed(unit)
    unit.outbox.retry([Retry(one.id, one.attempt, NOW, "500", "a test", 0)])


def a_recovery(unit: Unit, who: str) -> None:
    an_answer(unit, who)
    claimed(unit)
    unit.outbox.recover(later(seconds=1), ["me"])


def a_replay(unit: Unit, who: str) -> None:
    an_answer(unit, who)
    (one,) = claimed(unit)
    unit.outbox.fail([Failure(one.id, one.attempt, "400", "a test")])
    assert unit.outbox.replay([one.id], NOW) == [one.id]


def a_second_try(unit: Unit, who: str) -> None:
    an_answer(unit, who)
    (one,) = claimed(unit)
    unit.outbox.fail([Failure(one.id, one.attempt, "30003", "a test")])
    unit.outbox.revive([one.id], NOW, 4)


def a_hurried_try(unit: Unit, who: str) -> None:
    an_answer(unit, who)
    (one,) = claimed(unit)
    unit.outbox.sent([Sent(one.id, "SM1")], NOW)
    unit.outbox.deliver([Delivery("sms", "SM1", "failed", "30003", "a test")])
    unit.outbox.revive([one.id], later(minutes=5), 4)
    unit.outbox.hurry([("sms", PHONE)], NOW)


def another_address(unit: Unit, who: str) -> None:
    """A message to another participant, who turns out to be the same person."""
    other = unit.participants.resolve([("sms", "+33600000000")], NOW)["sms", "+33600000000"]
    unit.outbox.add([row(other, address="+33600000000")], NOW)
    unit.participants.merge(who, other, NOW)


#: Every method of the outbox that makes a message wait, and the merging of two people.
WAYS: tuple[Way, ...] = (
    an_answer, a_start, a_broadcast, a_retry, a_recovery, a_replay, a_second_try, a_hurried_try, another_address
)  # fmt: skip


def row(who: str, address: str = PHONE, **more: object) -> Outgoing:
    return outgoing(address, 0, participant_id=who, **more)


def person(unit: Unit) -> str:
    """Return who has the phone, known for a day: no other time of theirs may be taken for that of the STOP."""
    return unit.participants.resolve([("sms", PHONE)], later(days=-1))["sms", PHONE]


def stop(unit: Unit, who: str, **after: float) -> None:
    unit.conversations.save([Conversation(who, stopped=True)], later(**after))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_no_way_leads_round_a_stop(database: Database, way: Way) -> None:
    def play(unit: Unit) -> list[Sending]:
        who = person(unit)
        way(unit, who)
        stop(unit, who, seconds=5)
        return claimed(unit, seconds=6)

    found = await database.transact(play)
    assert [one.silenced for one in found] == [True]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_nobody_else_is_silenced(database: Database, way: Way) -> None:
    def play(unit: Unit) -> list[Sending]:
        way(unit, person(unit))
        return claimed(unit, seconds=6)

    assert [one.silenced for one in await database.transact(play)] == [False]


async def test_every_way_is_on_this_page() -> None:
    """Every public method of the outbox is known here: a new one that sends must be among the ways."""
    from storage.outbox import Outbox

    known = {"add", "retry", "recover", "replay", "revive", "hurry"}
    others = {
        "unfit", "refusals", "claim", "sent", "fail", "deliver", "dead", "due", "busy", "of_participant", "waiting", "owners", "hasten",
    }  # fmt: skip
    public = {name for name in vars(Outbox) if not name.startswith("_")}
    assert public - known - others == set()


async def test_stop_is_confirmed(database: Database) -> None:
    """The answer to STOP is written in the same transaction, at the same time."""

    def play(unit: Unit) -> list[Sending]:
        who = person(unit)
        stop(unit, who)
        unit.outbox.add([row(who, inbound_id=8)], NOW)
        return claimed(unit)

    assert [one.silenced for one in await database.transact(play)] == [False]


async def test_what_they_write_later_is_answered(database: Database) -> None:
    def play(unit: Unit) -> list[Sending]:
        who = person(unit)
        stop(unit, who)
        unit.outbox.add([row(who, inbound_id=9)], later(days=3))
        return claimed(unit, days=3)

    assert [one.silenced for one in await database.transact(play)] == [False]


async def test_a_carriers_opt_out_silences_too(database: Database) -> None:
    def play(unit: Unit) -> list[Sending]:
        who = person(unit)
        an_answer(unit, who)
        unit.participants.stop([who], later(seconds=1))
        return claimed(unit, seconds=2)

    assert [one.silenced for one in await database.transact(play)] == [True]


async def test_start_opens_again(database: Database) -> None:
    def play(unit: Unit) -> list[Sending]:
        who = person(unit)
        stop(unit, who)
        unit.conversations.save([Conversation(who, stopped=False)], later(seconds=1))
        a_start(unit, who)
        return claimed(unit, seconds=2)

    assert [one.silenced for one in await database.transact(play)] == [False]


async def test_the_farewell_of_the_erased_leaves(database: Database) -> None:
    def play(unit: Unit) -> list[Sending]:
        who = person(unit)
        stop(unit, who)
        unit.participants.erase(who, NOW, lambda kind, value: f"{kind}-{value}")
        unit.outbox.add([row(ERASED, inbound_id=9)], NOW)
        return claimed(unit)

    assert [one.silenced for one in await database.transact(play)] == [False]


async def test_nothing_is_replayed_after_a_stop(database: Database) -> None:
    def play(unit: Unit) -> list[int]:
        who = person(unit)
        an_answer(unit, who)
        (one,) = claimed(unit)
        unit.outbox.fail([Failure(one.id, one.attempt, "400", "a test")])
        stop(unit, who, seconds=5)
        return unit.outbox.replay([one.id], later(seconds=6))

    assert await database.transact(play) == []


async def test_the_window_comes_with_the_message(database: Database) -> None:
    from storage.participants import Reach

    def play(unit: Unit) -> list[Sending]:
        for phone in ("1", "2"):
            who = unit.participants.resolve([("whatsapp", phone)], NOW)["whatsapp", phone]
            unit.outbox.add([outgoing(phone, channel="whatsapp", participant_id=who)], NOW)
        unit.participants.reach([Reach("whatsapp", "1", "reachable", later(hours=24))])
        return unit.outbox.claim(9, NOW, "me", "whatsapp")

    found = await database.transact(play)
    assert [one.window_until for one in found] == [later(hours=24), None]


async def test_a_settled_one_is_not_asked_again(database: Database) -> None:
    """A message that left before STOP stays sent."""

    def play(unit: Unit) -> list[Sending]:
        who = person(unit)
        an_answer(unit, who)
        (one,) = claimed(unit)
        stop(unit, who, seconds=1)
        unit.outbox.sent([Sent(one.id, "SM1")], later(seconds=2))
        return claimed(unit, seconds=3)

    assert await database.transact(play) == []


async def test_nobody_who_was_erased_as_a_broadcast_was_fired_is_written_to(database: Database) -> None:
    """The firing's rows and the erasure do not see each other: the claim looks whether somebody is there."""

    def play(unit: Unit) -> list[Sending]:
        gone = outgoing("1", priority=BROADCAST, recipient_id=1, participant_id="gone")
        there = outgoing("2", priority=BROADCAST, recipient_id=2, participant_id=person(unit))
        unit.outbox.add([gone, there], NOW)
        return claimed(unit)

    found = {one.address: one.silenced for one in await database.transact(play)}
    assert found == {"1": True, "2": False}
