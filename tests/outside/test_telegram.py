"""Does a whole idea pass by Telegram, on a Bot API server that others wrote?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.telegram.api import build_bot, close_bot
from bot.channels.telegram.register import register, unregister
from storage import models
from tests.contract.telegram.counterpart import Counterpart
from tests.contract.telegram.double import TOKEN
from tests.journey.ideas import WORDS
from tests.outside.plays import TELEGRAM
from tests.outside.relay import Relay
from tests.outside.town import SECRET, Town, open_town

pytestmark = pytest.mark.needs("node_packages")


async def play(server: Counterpart, relay: Relay) -> str:
    """Have Léa propose an idea; return what she is told at its end."""
    said = ""
    for words, asked in TELEGRAM:
        if words.startswith("tap:"):
            await server.tap(words.removeprefix("tap:"))
        else:
            await server.write(words)
        said = await relay.until(asked)
    return said


async def check(town: Town, relay: Relay, server: Counterpart, thanks: str) -> None:
    """Everything given is stored whole; everything said was read, once."""
    (idea,) = await town.rows(models.Idea)
    (version,) = await town.rows(models.IdeaVersion)
    assert idea["reference"] in thanks and idea["theme"] == "mobilite"
    assert (version["solution"], version["problem"], version["benefit"]) == WORDS
    inbound, outbox = await town.rows(models.Inbound), await town.rows(models.Outbound)
    assert len(inbound) == len(TELEGRAM) and {row["status"] for row in inbound} == {"handled"}
    assert {row["status"] for row in outbox} == {"sent"} and all(row["provider_id"] for row in outbox)
    read = [message["text"] for message in await server.read()]
    assert read == relay.said and len(read) == len(outbox)


async def test_an_idea_by_webhook(store: str, tmp_path: Path, server: Counterpart, relay: Relay) -> None:
    given = {"telegram_token": TOKEN, "telegram_api_url": relay.url, "telegram_secret": SECRET}
    bot = build_bot(TOKEN, relay.url)
    async with open_town(store, tmp_path, **given) as town:
        await register(bot, town.url("/webhooks/telegram"), SECRET)
        async with town.at_work():
            thanks = await play(server, relay)
        await check(town, relay, server, thanks)
    await close_bot(bot)


async def test_an_idea_by_polling(store: str, tmp_path: Path, server: Counterpart, relay: Relay) -> None:
    bot = build_bot(TOKEN, relay.url)
    await unregister(bot)
    async with open_town(store, tmp_path, telegram_token=TOKEN, telegram_api_url=relay.url) as town:
        async with town.at_work():
            thanks = await play(server, relay)
        await check(town, relay, server, thanks)
    await close_bot(bot)
