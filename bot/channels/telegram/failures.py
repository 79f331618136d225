"""What follows when Telegram does not take a message? One table: retryable, code, sentence, consequence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.sending import Refused

UNCERTAIN = Refused(True, "uncertain", "Telegram did not confirm: the message may have been delivered")
NETWORK = Refused(True, "network", "Telegram could not be reached, or was out of order")
MIGRATED = Refused(True, "migrated", "the group has a new address")
TOKEN = Refused(True, "401", "Telegram refuses the token of the bot", consequence="stop_channel")
ELSEWHERE = Refused(True, "409", "another process, or a webhook, takes the messages to this bot")
EMPTY = Refused(False, "empty", "there is nothing to read in the message", consequence="alert")

#: What Telegram says of a chat that nothing can reach, and what it means. Its other 403 are of that sort too.
_FORBIDDEN: Mapping[str, Refused] = {
    "blocked by the user": Refused(False, "403", "the person blocked the bot", consequence="opted_out"),
    "deactivated": Refused(False, "403", "the account does not exist any more", consequence="address_dead"),
    "can't initiate": Refused(False, "403", "the person never pressed Start", consequence="address_dead"),
    "": Refused(False, "403", "Telegram forbids writing to this chat", consequence="address_dead"),
}
_BAD_REQUEST: Mapping[str, Refused] = {
    "chat not found": Refused(False, "400", "Telegram does not know this chat", consequence="address_dead"),
    "peer_id_invalid": Refused(False, "400", "Telegram does not know this chat", consequence="address_dead"),
    "user not found": Refused(False, "400", "Telegram does not know this person", consequence="address_dead"),
    "": Refused(False, "400", "Telegram finds the message badly made", consequence="alert"),
}


def classify(error: TelegramError) -> Refused:
    """Return what an error means; a class that is not in the table is told by the nearest one above it."""
    found = next(FAILURES[kind] for kind in type(error).__mro__ if kind in FAILURES)
    return found(error) if callable(found) else found


def wait_of(error: TelegramError) -> float:
    """Return the seconds that Telegram asks to wait, 0 when it says nothing."""
    if not isinstance(error, RetryAfter):
        return 0.0
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _flood(error: TelegramError) -> Refused:
    return Refused(True, "429", "Telegram asks to slow down", retry_after=wait_of(error))


def _said(table: Mapping[str, Refused]) -> Callable[[TelegramError], Refused]:
    """Return what looks a description up; "" is in all of them."""
    return lambda error: next(table[words] for words in table if words in error.message.lower())


#: Class of python-telegram-bot → what follows.
FAILURES: Mapping[type[Any], Refused | Callable[[TelegramError], Refused]] = {
    RetryAfter: _flood,
    Forbidden: _said(_FORBIDDEN),
    BadRequest: _said(_BAD_REQUEST),
    ChatMigrated: MIGRATED,
    Conflict: ELSEWHERE,
    InvalidToken: TOKEN,
    # what a refused token looks like once the library has seen it work: our methods all exist
    EndPointNotFound: TOKEN,
    TimedOut: UNCERTAIN,
    NetworkError: NETWORK,
    # an answer that could not be read
    TelegramError: UNCERTAIN,
}
