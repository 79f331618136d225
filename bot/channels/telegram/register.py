"""Does Telegram know where to call, and with which secret?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.api import call
from bot.channels.telegram.failures import UNCERTAIN, classify
from bot.channels.telegram.parse import KINDS

#: What is said of an answer that is late, or a page of something else.
STRANGE = "there was no answer in time, or not one of the Bot API"


async def register(bot: Bot, url: str, secret: str) -> None:
    """Have updates brought to `url`, with the secret; those that wait are kept. Raise TelegramError."""
    params = {
        "url": url,
        "secret_token": secret,
        "allowed_updates": list(KINDS),
        "drop_pending_updates": False,
    }
    await call(bot, "setWebhook", params)


async def unregister(bot: Bot) -> None:
    """Have updates kept until they are asked for, before long polling. Raise TelegramError."""
    await call(bot, "deleteWebhook", {"drop_pending_updates": False})


async def describe(bot: Bot, url: str | None) -> str:
    """Return one sentence on what is wrong, or "": `url` is where Telegram should call, None for polling."""
    try:
        await call(bot, "getMe", {})
        known = await call(bot, "getWebhookInfo", {})
        return _fault(known, url) if isinstance(known, dict) else _unasked(STRANGE)
    except InvalidToken:
        return "Telegram refuses the token: copy it again from @BotFather into PALABRE_TELEGRAM_TOKEN."
    except TelegramError as error:
        return _unasked(said_of(error))


def _unasked(why: str) -> str:
    return f"Telegram could not be asked: {why}. Is PALABRE_TELEGRAM_API_URL right?"


def said_of(error: TelegramError) -> str:
    """Return what an error means where no message was sent that may have been delivered."""
    refused = classify(error)
    return STRANGE if refused.code == UNCERTAIN.code else refused.sentence


def _fault(info: Mapping[str, Any], url: str | None) -> str:
    """Return what is wrong with the answer of `getWebhookInfo`."""
    known, waiting = info.get("url") or "", info.get("pending_update_count") or 0
    asked = info.get("allowed_updates") or list(KINDS)
    if url is None:
        return f"Telegram calls {known}: nothing comes by polling until that is deleted." if known else ""
    if not known:
        return "Telegram does not know where to call: run `palabre telegram register`."
    if known != url:
        return f"Telegram calls {known}, not {url}: run `palabre telegram register`."
    if missing := sorted(KINDS.keys() - set(asked)):
        return f"Telegram leaves out {', '.join(missing)}: run `palabre telegram register`."
    if waiting and (said := info.get("last_error_message")):
        return f"{waiting} messages wait at Telegram, whose last call failed: {said}."
    return ""
