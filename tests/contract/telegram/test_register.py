"""Is Telegram told where to call, and is what is wrong with it said in one sentence?"""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot

from bot.channels.errors import Forbidden
from bot.channels.message import InboundMessage
from bot.channels.telegram.api import build_bot, close_bot
from bot.channels.telegram.register import describe, register, unregister
from bot.channels.telegram.webhook import TelegramWebhook
from tests.contract.telegram.double import TOKEN, Answer, Double, refusal
from tests.unit.channels.telegram.updates import message

URL = "https://ville.example/webhooks/telegram"
SECRET = "a-secret-of-the-town"


async def test_the_webhook_is_registered(double: Double, bot: Bot) -> None:
    await register(bot, URL, SECRET)
    assert double.named("setWebhook") == [
        {
            "url": URL,
            "secret_token": SECRET,
            "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
            "drop_pending_updates": False,
        }
    ]
    assert await describe(bot, URL) == ""


async def test_the_webhook_is_forgotten(double: Double, bot: Bot) -> None:
    await register(bot, URL, SECRET)
    await unregister(bot)
    assert double.named("deleteWebhook") == [{"drop_pending_updates": False}]
    assert await describe(bot, None) == ""


async def test_a_registered_webhook_opens(double: Double, bot: Bot) -> None:
    received: list[InboundMessage] = []

    async def take(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        try:
            received.extend(TelegramWebhook(SECRET).open(headers, request.raw_path, await request.read()))
        except Forbidden:
            return web.Response(status=403)
        return web.Response()

    app = web.Application()
    app.router.add_post("/webhooks/telegram", take)
    async with TestServer(app) as server:
        await register(bot, str(server.make_url("/webhooks/telegram")), SECRET)
        assert await double.deliver(message(text="Bonjour")) == 200
        await register(bot, str(server.make_url("/webhooks/telegram")), "another-secret-of-ours")
        assert await double.deliver(message(text="Bonsoir")) == 403
    assert [one.text for one in received] == ["Bonjour"]


#: What Telegram knows → what is said of it, when the town's address is URL.
WRONGS: list[tuple[dict[str, Any], str]] = [
    ({"url": ""}, "does not know where to call"),
    ({"url": "https://autre.example/hook"}, "calls https://autre.example/hook, not https://ville.example"),
    (
        {"url": URL, "allowed_updates": ["message"]},
        "leaves out callback_query, edited_message, my_chat_member",
    ),
    (
        {
            "url": URL,
            "pending_update_count": 4,
            "last_error_message": "Wrong response: 503 Service Unavailable",
        },
        "4 messages wait at Telegram, whose last call failed: Wrong response: 503",
    ),
]


@pytest.mark.parametrize(("known", "said"), WRONGS)
async def test_what_is_wrong_is_said(double: Double, bot: Bot, known: dict[str, Any], said: str) -> None:
    double.webhook = known
    assert said in await describe(bot, URL)


async def test_a_past_fault_is_not_held_against_it(double: Double, bot: Bot) -> None:
    double.webhook = {"url": URL, "pending_update_count": 0, "last_error_message": "Connection refused"}
    assert await describe(bot, URL) == ""


async def test_a_webhook_in_the_way_of_polling_is_said(double: Double, bot: Bot) -> None:
    double.webhook = {"url": URL}
    assert "nothing comes by polling" in await describe(bot, None)


async def test_a_wrong_token_is_said(double: Double) -> None:
    bot = build_bot("123456:wrong", double.url)
    sentence = await describe(bot, URL)
    await close_bot(bot)
    assert "refuses the token" in sentence and "123456" not in sentence


async def test_a_server_out_of_order_is_said(double: Double, bot: Bot) -> None:
    double.plan("getMe", refusal(500, "Internal Server Error"))
    assert "could not be asked" in await describe(bot, URL)


async def test_a_server_that_is_away_is_said() -> None:
    bot = build_bot(TOKEN, "http://127.0.0.1:1")
    sentence = await describe(bot, URL)
    await close_bot(bot)
    assert "could not be asked" in sentence and TOKEN not in sentence


@pytest.mark.parametrize("body", [b"<html>Sign in</html>", b'{"ok": true, "result": "x"}'])
async def test_what_is_no_bot_api_is_said(double: Double, bot: Bot, body: bytes) -> None:
    double.plan("getWebhookInfo", Answer(200, body))
    said = await describe(bot, URL)
    assert "not one of the Bot API" in said and "delivered" not in said
