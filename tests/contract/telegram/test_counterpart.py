"""Do carrier, polling and webhook get along with a Bot API server that others wrote?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot

from bot.channels.message import Address, InboundMessage, OutboundMessage
from bot.channels.sending import Taken
from bot.channels.telegram.api import build_bot, close_bot
from bot.channels.telegram.carrier import TelegramCarrier
from bot.channels.telegram.polling import Pace, poll
from bot.channels.telegram.register import register, unregister
from bot.channels.telegram.render import Telegram
from bot.channels.telegram.taps import tap_of
from bot.channels.telegram.webhook import HEADER, TelegramWebhook
from dialogues.content import Message, Option
from tests.contract.telegram.counterpart import PACKAGE, Counterpart, counterpart
from tests.contract.telegram.double import PATIENCE, TOKEN
from tests.contract.telegram.judge import Judge
from tests.needs import in_ci

pytestmark = pytest.mark.needs("node")
SECRET = "a-secret-of-the-town"
#: This server does not hold a call without updates.
PACE = Pace(hold=0, idle=0.01)
ASKED = Message("D'accord ?", (Option("idea:yes", "Oui"), Option("idea:no", "Non")))


@dataclass(frozen=True, slots=True)
class Town:
    """A bot that notes what it hears."""

    bot: Bot
    carrier: TelegramCarrier
    heard: asyncio.Queue[InboundMessage]

    async def receive(self, message: InboundMessage) -> bool:
        self.heard.put_nowait(message)
        return True

    async def next(self) -> InboundMessage:
        return await asyncio.wait_for(self.heard.get(), PATIENCE)

    async def say(self, message: Message) -> None:
        outbound = OutboundMessage(1, Address("telegram", "3527065"), message)
        assert isinstance(await self.carrier.send(outbound), Taken)


@pytest.fixture
async def server() -> AsyncIterator[Counterpart]:
    if not PACKAGE.is_dir():
        (pytest.fail if in_ci() else pytest.skip)("NOT TESTED, run `npm ci` in tests/node")
    async with counterpart() as server:
        yield server


@pytest.fixture
async def town(server: Counterpart) -> AsyncIterator[Town]:
    bot = build_bot(TOKEN, server.url)
    yield Town(bot, TelegramCarrier(bot, Telegram()), asyncio.Queue())
    await close_bot(bot)


async def converse(server: Counterpart, town: Town, judge: Judge | None) -> None:
    """Have Léa start, answer and tap, and the town ask and thank; check each on its other side."""
    await server.write("/start defi-velo")
    start = await town.next()
    assert (start.text, start.address, start.profile.first_name) == (
        "/start defi-velo",
        Address("telegram", "3527065"),
        "Léa",
    )
    await town.say(ASKED)
    [read] = await server.read()
    assert (read["text"], [key["text"] for key in read["reply_markup"]["inline_keyboard"][0]]) == (
        "D'accord ?",
        ["Oui", "Non"],
    )
    assert judge is None or judge.faults("sendMessage", read) == []
    await server.tap("idea:yes")
    tapped = await town.next()
    assert (tapped.choice, tapped.text) == ("idea:yes", "")
    await town.carrier.acknowledge(tap_of(tapped))
    await server.write("Des bancs à l'ombre, s'il vous plaît 🌳")
    assert (await town.next()).text == "Des bancs à l'ombre, s'il vous plaît 🌳"
    await town.say(ASKED._replace(text="Merci !", options=()))
    assert [message["text"] for message in await server.read()] == ["Merci !"]


async def test_a_conversation_by_polling(server: Counterpart, town: Town, described: Judge | None) -> None:
    await unregister(town.bot)
    stopping = asyncio.Event()
    polling = asyncio.create_task(poll(town.bot, town.receive, stopping, PACE))
    await converse(server, town, described)
    stopping.set()
    await asyncio.wait_for(polling, PATIENCE)
    assert town.heard.empty()


async def test_a_conversation_by_webhook(server: Counterpart, town: Town, described: Judge | None) -> None:
    async def take(request: web.Request) -> web.Response:
        # the counterpart keeps the secret for itself: it is put back here
        headers = {**{name.lower(): value for name, value in request.headers.items()}, HEADER: SECRET}
        for message in TelegramWebhook(SECRET).open(headers, request.raw_path, await request.read()):
            await town.receive(message)
        return web.Response()

    app = web.Application()
    app.router.add_post("/webhooks/telegram", take)
    async with TestServer(app) as site:
        await register(town.bot, str(site.make_url("/webhooks/telegram")), SECRET)
        await converse(server, town, described)
    assert town.heard.empty()
