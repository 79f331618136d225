"""How do updates come to a machine without a public address? By asking for them, again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from random import uniform
from typing import Any, TypeVar

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.channels.errors import BadPayload
from bot.channels.message import InboundMessage
from bot.channels.telegram.api import call
from bot.channels.telegram.carrier import acknowledge
from bot.channels.telegram.failures import classify, wait_of
from bot.channels.telegram.parse import KINDS, parse
from bot.channels.telegram.register import unregister
from bot.channels.telegram.taps import tap_of

#: Stores one message durably, and tells whether it was new: the inbox.
Receive = Callable[[InboundMessage], Awaitable[bool]]

T = TypeVar("T")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a round lasts and how long a fault is waited out, in seconds."""

    #: what Telegram may hold a call without updates
    hold: int = 50
    #: how much longer the answer may take
    slack: float = 10.0
    #: between two calls without updates, should a server not hold them
    idle: float = 0.2
    #: after a first fault, doubled at each one, and the longest
    first: float = 1.0
    longest: float = 60.0


async def poll(bot: Bot, receive: Receive, stopping: asyncio.Event, pace: Pace = Pace()) -> None:
    """Hand every update to `receive` until `stopping`; one that it did not store is asked for again.

    A webhook is deleted first, as often as it takes until Telegram has heard it. Updates are confirmed by the next call only, after they are stored; so a
    stop or a crash brings the last ones again, under the same provider ids.
    """
    offset, faults, released = None, 0, False
    while not stopping.is_set():
        try:
            if not released:
                await _unless(stopping, unregister(bot))
                released = True
            updates = await _unless(stopping, _ask(bot, offset, pace))
            offset = await _take(bot, updates or (), receive)
        except Exception as error:  # noqa: BLE001 - whatever fails is tried again, later and later
            faults += 1
            await _pause(stopping, backoff(error, faults, pace))
        else:
            faults = 0
            if not updates:
                await _pause(stopping, pace.idle)


async def _ask(bot: Bot, offset: int | None, pace: Pace) -> Sequence[Any]:
    """Return the updates from `offset` on, and confirm those before it; without one, the first not confirmed.

    None after a call that brought nothing: ids start anew after a quiet week (Bot API, Update.update_id).
    """
    params = {"offset": offset, "timeout": pace.hold, "allowed_updates": list(KINDS)}
    updates = await call(bot, "getUpdates", params, wait=pace.hold + pace.slack)
    if not isinstance(updates, list):
        raise TelegramError("the answer holds no updates")
    return updates


async def _take(bot: Bot, updates: Sequence[Any], receive: Receive) -> int | None:
    """Store the updates, all at once and in their order; return the offset that confirms them."""
    messages = [message for update in updates if (message := _read(update))]
    await _all([receive(message) for message in messages])
    await _all([acknowledge(bot, query) for message in messages if (query := tap_of(message))])
    return _after(updates)


def _after(updates: Sequence[Any]) -> int | None:
    """Return the offset after the last update, None after none. Raise TelegramError when none has a number."""
    found = [update.get("update_id") for update in updates if isinstance(update, dict)]
    numbers = [number for number in found if isinstance(number, int)]
    if updates and not numbers:
        raise TelegramError("the updates have no numbers")
    return max(numbers) + 1 if numbers else None


async def _all(deeds: Sequence[Awaitable[Any]]) -> None:
    """Do all of them, whatever some do; then raise what the first one raised."""
    for result in await asyncio.gather(*deeds, return_exceptions=True):
        if isinstance(result, BaseException):
            raise result


def _read(update: object) -> InboundMessage | None:
    try:
        return parse(update)
    except BadPayload:
        log.warning("update unreadable", channel="telegram")
        return None


async def _unless(stopping: asyncio.Event, asking: Awaitable[T]) -> T | None:
    """Return what is asked for, or None as soon as the service stops."""
    asked = asyncio.ensure_future(asking)
    stop = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait((asked, stop), return_when=asyncio.FIRST_COMPLETED)
        return await asked if asked.done() else None
    finally:
        for task in (asked, stop):
            task.cancel()
        await asyncio.gather(asked, stop, return_exceptions=True)


def backoff(error: Exception, faults: int, pace: Pace) -> float:
    """Return the seconds to wait: what Telegram asks for, else doubling, with jitter; and log the fault."""
    longest = min(pace.first * 2 ** min(faults - 1, 30), pace.longest)
    asked = wait_of(error) if isinstance(error, TelegramError) else 0.0
    seconds = asked or uniform(longest / 2, longest)  # noqa: S311 - jitter needs no secrecy
    code = classify(error).code if isinstance(error, TelegramError) else "store"
    log.warning("polling failed", channel="telegram", cause=type(error).__name__, code=code, seconds=seconds)
    return seconds


async def _pause(stopping: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return
