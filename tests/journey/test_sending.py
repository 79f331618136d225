"""Does every stored message leave once, in order, or is it said why it did not?"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.bootstrap.channels import Wiring, wire
from bot.channels.message import Consequence, Receipt
from bot.channels.sending import Refused
from bot.conversation.receipts import AGAIN, Receipts
from bot.outbox.pace import Pace
from bot.outbox.report import DEADLINE, FIRST_WAIT
from bot.outbox.stop import STOPPED
from bot.settings import Settings
from storage import models
from storage.outbox import BROADCAST, REPLY, Outgoing, Recovered
from tests.journey.faults import Away
from tests.journey.house import House

LEA = "sms-lea"


def refused(*, retryable: bool, code: str = "test", **more: Any) -> Refused:
    """Return what a provider says when it takes nothing."""
    return Refused(retryable, code, "a test refuses", **more)


async def send(house: House, text: str = "Bonjour", value: str = LEA, **more: Any) -> None:
    """Put a message of the service's own in the outbox."""
    now = datetime.now(UTC)
    row = Outgoing("p1", "simulator", value, {"text": text}, now, **more)
    await house.service.database.transact(lambda unit: unit.outbox.add([row], now))


async def only(house: House) -> dict[str, Any]:
    """Return the only message of the outbox."""
    (row,) = await house.rows(models.Outbound)
    return row


async def make_due(house: House) -> None:
    """Let every wait be over."""
    await house.change(models.Outbound, due_at=datetime.now(UTC) - timedelta(seconds=1))


async def test_a_retry_waits_longer_each_time(house: House) -> None:
    house.phones.refusals[LEA].extend(refused(retryable=True, code="500") for _ in range(3))
    await send(house)
    for attempt in (1, 2, 3):
        tried_at = datetime.now(UTC)
        assert await house.sender.drain() == 1
        row = await only(house)
        wait = (row["due_at"] - tried_at).total_seconds()
        assert (row["status"], row["attempt"], row["error_code"]) == ("waiting", attempt, "500")
        assert FIRST_WAIT * 2 ** (attempt - 1) <= wait <= FIRST_WAIT * 2 ** (attempt - 1) + 30
        assert await house.sender.drain() == 0
        await make_due(house)
    assert await house.sender.drain() == 1
    assert (await only(house))["status"] == "sent"
    assert [bubble["text"] for bubble in house.phones.shown[LEA]] == ["Bonjour"]


async def test_retry_after_holds_the_channel(house: House) -> None:
    house.phones.refusals[LEA].append(refused(retryable=True, code="429", retry_after=7.0))
    await send(house)
    before = datetime.now(UTC)
    await house.sender.drain()
    assert ((await only(house))["due_at"] - before).total_seconds() >= 7
    assert 0 < (await house.sender.pace.book(["sms-other"])).waits[0] <= 7


async def test_a_stopped_channel_rests(house: House) -> None:
    house.phones.refusals[LEA].append(refused(retryable=False, code="401", consequence="stop_channel"))
    house.sender.pace = Pace(10.0, 50.0)
    await send(house)
    await send(house, "other", "sms-sam")
    with capture_logs() as logs:
        await house.sender.drain()
    assert [line["event"][:17] for line in logs] == ["the channel rests"]
    assert await house.sender.pace.held() == pytest.approx(STOPPED, abs=60)
    first, second = await house.rows(models.Outbound)
    assert [(row["status"], row["error_code"]) for row in (first, second)] == [
        ("waiting", "401"),
        ("waiting", "held"),
    ]
    # both leave when the rest ends, whoever ends it
    assert first["due_at"] <= datetime.now(UTC) and second["due_at"] <= datetime.now(UTC) + timedelta(
        seconds=2
    )
    assert await house.sender.drain() == 0


@dataclass
class Receiving:
    """A provider's way in that brings what a test has."""

    brought: list[Receipt] = field(default_factory=list)

    def open(self, _headers: Mapping[str, str], _target: str, _body: bytes, /) -> Sequence[Receipt]:
        """Return it all."""
        return self.brought

    def answer(self, _incoming: Sequence[object], /) -> bytes:
        """Return nothing."""
        return b""

    def wire(self, settings: Settings) -> Wiring:
        """Return what the settings name, and this way in."""
        wiring = wire(settings)
        wiring.webhooks["/receipts"] = (self, 204)
        return wiring


async def test_a_receipt_stops_the_channel_too(house: House) -> None:
    """Twilio takes messages for an account that it suspended, and says so of each afterwards."""
    receiving = Receiving()
    house.wire = receiving.wire
    await house.restart()
    await send(house)
    await house.sender.drain()
    row, before = await only(house), datetime.now(UTC)
    receiving.brought += [
        Receipt("simulator", row["provider_id"], "failed", "30002", "stop_channel", LEA, outbox=row["id"])
    ]
    with capture_logs() as logs:
        for _ in range(2):
            assert (await house.service.doors["/receipts"].handle({}, "", b""))[0] == 204
    assert [line["event"][:17] for line in logs] == ["the channel rests"]
    assert await house.sender.pace.held() == pytest.approx(STOPPED, abs=60)
    again = await only(house)
    assert (again["status"], again["error_code"]) == ("waiting", "30002") and again[
        "due_at"
    ] >= before + AGAIN


async def test_who_writes_has_what_did_not_arrive(house: House) -> None:
    """The phone was off: what was to go again in a quarter of an hour goes before what is answered now."""
    resident = house.resident()
    receipts = Receipts(house.service.database, house.service.metrics)
    await resident.write("bonjour")
    last = (await house.rows(models.Outbound))[-1]
    lost = Receipt(
        "simulator", last["provider_id"], "undelivered", "30003", outbox=last["id"], retryable=True
    )
    await receipts.receive(lost)
    assert (await house.statuses())[-1] == "waiting"
    before = [str(bubble["text"]) for bubble in resident.shown]
    said = await resident.write("aide")
    assert said[0] == before[-1] and len(said) == 2
    assert set(await house.statuses()) == {"sent"}


async def test_a_start_ends_a_channel_s_rest(house: House) -> None:
    house.phones.refusals[LEA].append(refused(retryable=False, code="401", consequence="stop_channel"))
    await send(house)
    await house.sender.drain()
    await house.restart()
    await house.sender.drain()
    assert [row["status"] for row in await house.rows(models.Outbound)] == ["sent"]


async def test_a_sender_that_starts_lifts_a_stop(house: House) -> None:
    await house.sender.pace.stop(STOPPED, "401")
    await house.sender.pace.hold(5)
    stopping = asyncio.Event()
    stopping.set()
    await house.sender.run(stopping)
    assert 0 < await house.sender.pace.held() <= 5


async def test_a_message_too_old_is_dead(house: House) -> None:
    house.phones.refusals[LEA].append(refused(retryable=True))
    await send(house)
    await house.change(models.Outbound, created_at=datetime.now(UTC) - DEADLINE)
    assert await house.sender.drain() == 1
    assert (await only(house))["status"] == "dead"
    assert await house.sender.drain() == 0
    lost = await house.service.database.read(lambda unit: unit.outbox.dead(9))
    assert [each.error_code for each in lost] == ["test"]


async def test_a_final_refusal_is_tried_once(house: House) -> None:
    house.phones.refusals[LEA].append(refused(retryable=False, code="30005"))
    await send(house)
    assert await house.sender.drain() == 1
    row = await only(house)
    assert (row["status"], row["error_code"], row["error"]) == ("failed", "30005", "a test refuses")
    assert len(house.phones.tries) == 1


@pytest.mark.parametrize(("kind", "state"), [("opted_out", "blocked"), ("address_dead", "dead")])
async def test_a_refusal_has_consequences(house: House, kind: Consequence, state: str) -> None:
    resident = house.resident()
    house.phones.refusals[LEA].append(refused(retryable=False, code="21610", consequence=kind))
    await resident.write("bonjour")
    (address,) = await house.rows(models.Address)
    ledger = [(row["purpose"], row["given"], row["how"]) for row in await house.rows(models.Consent)]
    (person,) = await house.rows(models.Participant)
    assert address["state"] == state
    assert ledger == ([("all", False, "provider")] if kind == "opted_out" else [])
    assert (person["stopped_at"] is not None) == (kind == "opted_out")


@pytest.mark.parametrize("kind", ["opted_out", "address_dead"])
async def test_who_writes_can_be_reached_again(house: House, kind: Consequence) -> None:
    resident = house.resident()
    house.phones.refusals[LEA].append(refused(retryable=False, code="30005", consequence=kind))
    await resident.write("bonjour")
    assert await resident.write("menu")
    (address,) = await house.rows(models.Address)
    assert address["state"] == "reachable"


async def test_what_went_is_not_sent_again(house: House) -> None:
    house.phones.refusals[LEA].append(refused(retryable=True, sent=2))
    house.phones.refusals[LEA].append(refused(retryable=True, sent=3))
    await send(house)
    for _ in range(3):
        await house.sender.drain()
        await make_due(house)
    assert [tried.skip for tried in house.phones.tries] == [0, 2, 3]
    assert (await only(house))["status"] == "sent"


async def test_replies_leave_before_broadcasts(house: House) -> None:
    for n in range(5):
        await send(house, f"news {n}", f"sms-{n}", priority=BROADCAST)
    await send(house, "reply")
    house.sender.pace = Pace(5.0, 50.0)
    await house.sender.drain()
    assert [tried.message.text for tried in house.phones.tries] == ["reply", *(f"news {n}" for n in range(5))]


async def test_one_refusal_holds_only_its_address(house: House) -> None:
    house.phones.refusals[LEA].append(refused(retryable=True))
    for n in range(2):
        await send(house, f"{n}")
    await send(house, "other", "sms-sam")
    await house.sender.drain()
    assert [tried.message.text for tried in house.phones.tries] == ["0", "other"]
    await make_due(house)
    await house.sender.drain()
    assert [tried.message.text for tried in house.phones.tries] == ["0", "other", "0", "1"]


async def test_a_carrier_that_raises_is_tried_again(house: House) -> None:
    class Raises:
        async def send(self, _: object) -> Any:
            raise RuntimeError("a secret")

    house.sender.carrier, phones = Raises(), house.sender.carrier
    await send(house)
    await house.sender.drain()
    row = await only(house)
    assert (row["status"], row["error_code"], row["error"]) == ("waiting", "fault", "RuntimeError")
    house.sender.carrier = phones
    await make_due(house)
    await house.sender.drain()
    assert (await only(house))["status"] == "sent"


async def test_what_was_being_sent_is_taken_back(house: House) -> None:
    await send(house, "reply")
    await send(house, "news", "sms-sam", priority=BROADCAST)
    now = datetime.now(UTC)
    await house.service.database.transact(lambda u: u.outbox.claim(9, now, "a dead one", "simulator"))
    assert await house.service.recovery.recover(timedelta(seconds=90)) == Recovered(0, 0)
    assert await house.service.recovery.recover(timedelta(0)) == Recovered(1, 1)
    await house.service.settle()
    assert await house.statuses() == ["sent", "uncertain"]
    assert [tried.message.text for tried in house.phones.tries] == ["reply"]


async def test_a_sent_message_is_recorded_at_last(house: House) -> None:
    await send(house)
    # the store takes the claim, then is away three times
    house.sender.database = Away(house.service.database, times=3, after=1)
    assert await house.sender.drain() == 1
    assert await house.statuses() == ["sent"]
    assert len(house.phones.tries) == 1


async def test_another_command_takes_nothing_back(house: House) -> None:
    """`palabre participant export` beside `palabre serve` opens the same store."""
    await send(house)
    now = datetime.now(UTC)
    await house.service.database.transact(lambda u: u.outbox.claim(9, now, "serve", "simulator"))
    beside = House(house.url, house.folder)
    await beside.open()
    assert await house.statuses() == ["sending"]
    await beside.service.close()


async def test_a_process_claims_a_second_of_its_pace_and_leaves_the_rest(house: House) -> None:
    """What is beyond is for another process, which may have pace to spare."""
    house.sender.pace = Pace(20.0, 50.0)
    for n in range(60):
        await send(house, value=f"sms-{n}", priority=REPLY)
    stopping = asyncio.Event()
    running = asyncio.create_task(house.sender.run(stopping))
    while len(house.phones.shown) < 5:  # noqa: ASYNC110 - nothing tells when a phone rings
        await asyncio.sleep(0)
    states = [row["status"] for row in await house.rows(models.Outbound)]
    assert states.count("sending") <= 20 and states.count("waiting") >= 35
    stopping.set()
    await running
