"""How is the Bot API called? By python-telegram-bot, with plain dictionaries in and out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from telegram import Bot

from bot.channels.telegram.request import READ, AiohttpRequest


def build_bot(token: str, url: str = "https://api.telegram.org", read_timeout: float = READ) -> Bot:
    """Return a client of the Bot API server at `url`; nothing is opened before its first call.

    Opts in to python-telegram-bot's next form of `retry_after`, as its documentation says: by the environment.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    request = AiohttpRequest(read_timeout)
    return Bot(
        token,
        base_url=f"{url.rstrip('/')}/bot",
        base_file_url=f"{url.rstrip('/')}/file/bot",
        request=request,
        get_updates_request=request,
    )


async def close_bot(bot: Bot) -> None:
    """Close its connections; `Bot.shutdown` would not, for a bot that was never initialised by a call."""
    await bot.request.shutdown()


async def call(bot: Bot, method: str, params: Mapping[str, Any], *, wait: float | None = None) -> Any:
    """Return the result of a method, as JSON values; the parameters are some too. Raise TelegramError.

    `wait`: seconds that the answer may take, when not the usual ones.
    """
    request = bot.request
    assert isinstance(request, AiohttpRequest)
    return await request.call(f"{bot.base_url}/{method}", params, wait)
