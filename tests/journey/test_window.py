"""Is WhatsApp's window looked at before a message leaves, and what is recorded when it is closed (norms §5)?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.message import OutboundMessage, Receipt
from bot.channels.sending import Refused, Taken
from bot.channels.twilio.failures import WINDOW_CLOSED, refuse
from bot.conversation.receipts import AGAIN, Receipts
from storage import models
from storage.outbox import ERASED, Outgoing
from storage.participants import Reach
from storage.unit import Unit
from tests.journey.house import House

PHONE = "+33612345678"


@dataclass(slots=True)
class Gate:
    """A carrier that takes what the window lets through."""

    taken: list[str] = field(default_factory=list)

    async def send(self, outbound: OutboundMessage) -> Taken | Refused:
        """Refuse as WhatsApp's carrier does."""
        if not outbound.window_open:
            return refuse(WINDOW_CLOSED)
        self.taken.append(outbound.message.text)
        return Taken(f"SM{len(self.taken)}")


async def write_to(house: House, hours_left: float | None, participant: str = "") -> dict[str, Any]:
    """Send a message to a phone whose window ends then; return its row."""
    now = datetime.now(UTC)

    def put(unit: Unit) -> None:
        key = ("whatsapp", PHONE)
        who = unit.participants.resolve([key], now)[key]
        if hours_left is not None:
            unit.participants.reach([Reach(*key, "reachable", now + timedelta(hours=hours_left))])
        unit.outbox.add([Outgoing(participant or who, *key, {"text": "Bonjour"}, now)], now)

    await house.service.database.transact(put)
    sender = replace(house.sender, channel="whatsapp", carrier=Gate())
    assert await sender.drain() == 1
    return (await house.rows(models.Outbound))[0]


@pytest.mark.parametrize("hours_left", [None, -1])
async def test_a_closed_window_is_recorded(house: House, hours_left: float | None) -> None:
    row = await write_to(house, hours_left)
    assert (row["status"], row["error_code"]) == ("failed", WINDOW_CLOSED)
    assert "template" in row["error"]


async def test_an_open_window_lets_it_by(house: House) -> None:
    assert (await write_to(house, 1))["status"] == "sent"


async def test_a_farewell_asks_for_no_window(house: House) -> None:
    assert (await write_to(house, None, ERASED))["status"] == "sent"


async def test_a_blocked_phone_stays_blocked(house: House) -> None:
    """A window that is known to be closed says nothing of the address."""
    await write_to(house, 1)
    await house.change(models.Address, models.Address.value == PHONE, state="blocked")
    receipt = Receipt("whatsapp", "SM1", "failed", WINDOW_CLOSED, "window_closed", PHONE)
    await Receipts(house.service.database, house.service.metrics).receive(receipt)
    (address,) = await house.rows(models.Address)
    assert address["state"] == "blocked"


async def test_whatsapp_knows_its_window_better(house: House) -> None:
    """It refuses what we thought it took: the window is closed here too, and the message leaves once more."""
    row = await write_to(house, 1)
    receipt = Receipt("whatsapp", "SM1", "failed", WINDOW_CLOSED, "window_closed", PHONE, outbox=row["id"])
    before = datetime.now(UTC)
    await Receipts(house.service.database, house.service.metrics).receive(receipt)
    (row,) = await house.rows(models.Outbound)
    assert row["status"] == "waiting" and row["due_at"] >= before + AGAIN
    (address,) = await house.rows(models.Address)
    assert address["window_until"] <= datetime.now(UTC)
    await house.change(models.Outbound, due_at=before)
    await replace(house.sender, channel="whatsapp", carrier=Gate()).drain()
    (row,) = await house.rows(models.Outbound)
    assert (row["status"], row["error_code"]) == ("failed", WINDOW_CLOSED)


async def test_someone_stopped_hears_nothing(house: House) -> None:
    lea = house.resident()
    await lea.write("Bonjour")
    await lea.write("STOP")
    heard = len(house.phones.shown["sms-lea"])
    who, now = await house.participant("sms-lea"), datetime.now(UTC)
    row = Outgoing(who, "simulator", "sms-lea", {"text": "Une question"}, now)
    await house.service.database.transact(lambda unit: unit.outbox.add([row], now))
    await house.sender.drain()
    assert len(house.phones.shown["sms-lea"]) == heard
    last = (await house.rows(models.Outbound))[-1]
    assert (last["status"], last["error_code"]) == ("failed", "stopped")
    assert 'cause="stopped",channel="simulator"} 1.0' in house.service.metrics.page().decode()
