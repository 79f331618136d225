"""How is the Bot API called? By python-telegram-bot, with plain dictionaries in and out."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
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
    """Return the result of a method, as JSON values. Raise TelegramError.

    `wait`: seconds that the answer may take, when not the usual ones.
    """
    if wait is None:
        return await bot.do_api_request(_endpoint(method), dict(params))
    return await bot.do_api_request(_endpoint(method), dict(params), read_timeout=wait)


@lru_cache
def _endpoint(method: str) -> str:
    """Return "send_Message" for "sendMessage": the library reads both, and warns at each call of the second."""
    return re.sub("([A-Z])", r"_\1", method)
