"""Does every update that is asked for get stored, whatever fails in between?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from bot.channels.message import InboundMessage
from bot.channels.telegram.polling import Pace, Receive, backoff, poll
from tests.contract.telegram.double import PATIENCE, Answer, Double, refusal
from tests.unit.channels.telegram.updates import GROUP, message, tap

#: Faults pass in a blink; a call without updates is held for longer than any test lasts.
PACE = Pace(hold=30, slack=1, idle=0, first=0.001, longest=0.002)


class Shelf:
    """Stores messages, and refuses those that it is told to, once each."""

    def __init__(self, *refused: str) -> None:
        self.stored: asyncio.Queue[InboundMessage] = asyncio.Queue()
        self._refused = set(refused)

    async def receive(self, message: InboundMessage) -> bool:
        if message.text in self._refused:
            self._refused.discard(message.text)
            raise OSError("the disk is full")
        self.stored.put_nowait(message)
        return True

    async def texts(self, count: int) -> list[str]:
        """Wait for this many messages; return what they say or choose."""
        found = [await asyncio.wait_for(self.stored.get(), PATIENCE) for _ in range(count)]
        return [one.text or one.choice or one.event for one in found]


@asynccontextmanager
async def polling(bot: Bot, receive: Receive) -> AsyncIterator[None]:
    """Poll while the block lasts, then stop, at once."""
    stopping = asyncio.Event()
    task = asyncio.create_task(poll(bot, receive, stopping, PACE))
    try:
        yield
    finally:
        stopping.set()
        await asyncio.wait_for(task, PATIENCE)


async def test_updates_are_stored_in_order_then_confirmed(double: Double, bot: Bot) -> None:
    shelf = Shelf()
    double.bring(*(message(70 + number, text=f"m{number}") for number in range(5)))
    async with polling(bot, shelf.receive):
        assert await shelf.texts(5) == ["m0", "m1", "m2", "m3", "m4"]
        await double.until("getUpdates", 2)
        double.bring(message(75, text="m5"))
        assert await shelf.texts(1) == ["m5"]
        await double.until("getUpdates", 3)
    first, second, third = double.named("getUpdates")
    assert (first.get("offset"), second["offset"], third["offset"]) == (None, 75, 76)
    assert first["timeout"] == 30
    assert shelf.stored.empty()


async def test_what_was_not_stored_comes_again(double: Double, bot: Bot) -> None:
    shelf = Shelf("b")
    double.bring(message(70, text="a"), message(71, text="b"), message(72, text="c"))
    async with polling(bot, shelf.receive):
        # a and c are stored at both tries, under the same provider ids: the inbox keeps one
        assert await shelf.texts(5) == ["a", "c", "a", "b", "c"]
        await double.until("getUpdates", 3)
    assert [call.get("offset") for call in double.named("getUpdates")] == [None, None, 73]


async def test_faults_of_the_server_pass(double: Double, bot: Bot) -> None:
    double.plan(
        "getUpdates",
        refusal(502, "Bad Gateway"),
        refusal(409, "Conflict: terminated by other getUpdates request"),
        Answer(cut=True),
        Answer(200, b'{"ok":true,"result":{"not":"a list"}}'),
        Answer(200, b'{"ok":true,"result":["no","numbers"]}'),
        Answer(200, b"<html>"),
    )
    double.bring(message(70, text="Bonjour"))
    shelf = Shelf()
    async with polling(bot, shelf.receive):
        assert await shelf.texts(1) == ["Bonjour"]


async def test_a_webhook_is_deleted_until_it_is(double: Double, bot: Bot) -> None:
    """Else a service that started while Telegram was away would ask in vain for as long as it runs."""
    double.plan("deleteWebhook", refusal(502, "Bad Gateway"), Answer(cut=True))
    double.bring(message(70, text="Bonjour"))
    shelf = Shelf()
    async with polling(bot, shelf.receive):
        assert await shelf.texts(1) == ["Bonjour"]
    assert [call.method for call in double.calls][:4] == ["deleteWebhook"] * 3 + ["getUpdates"]
    assert double.named("deleteWebhook")[0] == {"drop_pending_updates": False}


async def test_a_stop_does_not_wait_for_updates(double: Double, bot: Bot) -> None:
    async with polling(bot, Shelf().receive):
        await double.until("getUpdates")
    assert [call.method for call in double.calls] == ["deleteWebhook", "getUpdates"]


async def test_a_stop_before_the_confirmation_loses_nothing(double: Double, bot: Bot) -> None:
    stored: list[InboundMessage] = []
    double.bring(message(70, text="Bonjour"))
    for _life in range(2):
        stopping = asyncio.Event()

        async def receive(message: InboundMessage, stop: asyncio.Event = stopping) -> bool:
            stored.append(message)
            stop.set()
            return True

        await asyncio.wait_for(poll(bot, receive, stopping, PACE), PATIENCE)
    assert [one.provider_id for one in stored] == ["u70", "u70"]
    assert [call.get("offset") for call in double.named("getUpdates")] == [None, None]


async def test_taps_are_acknowledged_once_stored(double: Double, bot: Bot) -> None:
    double.bring(tap("oui", 70), message(71, text="Non"))
    shelf = Shelf("Non")
    async with polling(bot, shelf.receive):
        assert await shelf.texts(3) == ["oui", "oui", "Non"]
        await double.until("answerCallbackQuery")
    methods = [call.method for call in double.calls]
    assert methods[:4] == ["deleteWebhook", "getUpdates", "getUpdates", "answerCallbackQuery"]
    assert double.named("answerCallbackQuery") == [{"callback_query_id": "4382bfdwdsb323b2d9"}]


async def test_a_strange_update_stops_no_other(double: Double, bot: Bot) -> None:
    double.bring(
        {"update_id": 70, "hologram": {}}, message(71, chat=GROUP), {"odd": 1}, message(72, text="Oui")
    )
    shelf = Shelf()
    async with polling(bot, shelf.receive):
        assert await shelf.texts(3) == ["unread", "unread", "Oui"]


async def test_after_a_quiet_round_ids_may_start_anew(double: Double, bot: Bot) -> None:
    shelf = Shelf()
    quiet = Answer(200, b'{"ok":true,"result":[]}')
    double.plan(
        "getUpdates", Answer(200, b'{"ok":true,"result":[{"update_id":70000,"message":{"text":"?"}}]}'), quiet
    )
    async with polling(bot, shelf.receive):
        assert await shelf.texts(1) == ["unread"]
        await double.until("getUpdates", 3)
        double.bring(message(12, text="Après"))
        assert await shelf.texts(1) == ["Après"]
    assert [call.get("offset") for call in double.named("getUpdates")][:3] == [None, 70_001, None]


def test_waits_grow_and_are_spread() -> None:
    pace = Pace(first=1, longest=8)
    error = NetworkError("Bad Gateway")
    for faults, longest in ((1, 1), (2, 2), (4, 8), (50, 8)):
        waits = {backoff(error, faults, pace) for _ in range(20)}
        assert len(waits) > 1
        assert all(longest / 2 <= wait <= longest for wait in waits)


def test_what_telegram_asks_is_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert backoff(RetryAfter(37), 1, Pace()) == 37.0
