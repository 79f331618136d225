"""Does what the settings name answer: the database, Redis, the providers of the channels, Rasa?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.bootstrap.rasa import describe_rasa
from bot.bootstrap.ties import town_of
from bot.cli.telegram import describe_telegram
from bot.cli.twilio import describe_twilio
from bot.errors import PalabreError
from bot.settings import Settings
from storage.database import is_there, open_database, parse_url
from storage.errors import RedisAway, StorageError, Unavailable
from storage.rights import check_rights


def describe_database(settings: Settings) -> str:
    """Return what is wrong with the database, "" when it can be written, or will be made at the first start."""
    try:
        url = parse_url(settings.store)
        if is_there(url):
            asyncio.run(_ping(settings))
        elif settings.database_url and not Path(str(url.database)).parent.is_dir():
            raise Unavailable("SQLITE_CANTOPEN")
    except StorageError as error:
        told = str(error)
        return told if "PALABRE_DATABASE_URL" in told else f"PALABRE_DATABASE_URL: {told}"
    return ""


async def _ping(settings: Settings) -> None:
    database = open_database(settings.store)
    try:
        await database.ping()
        await database.read(check_rights)
    finally:
        await database.close()


def describe_redis(settings: Settings) -> str:
    """Return what is wrong with Redis, "" when it does what senders and bells want."""
    try:
        asyncio.run(_try_redis(settings.redis_url or "", town_of(settings)))
    except RedisAway as error:
        return str(error)
    return ""


async def _try_redis(url: str, town: str) -> None:
    # read where there is a Redis only
    from storage.redis.client import open_redis, try_out

    redis = open_redis(url)
    try:
        await try_out(redis, town)
    finally:
        await redis.aclose()


def describe_channels(settings: Settings) -> Iterator[str]:
    """Yield one sentence for the database, Redis, each channel and Rasa, when it is set up and would not work."""
    describers: list[Callable[[Settings], str]] = [describe_database]
    if settings.redis_url is not None:
        describers.append(describe_redis)
    if settings.telegram_token is not None:
        describers.append(describe_telegram)
    if settings.twilio_account_sid is not None:
        describers.append(describe_twilio)
    if settings.rasa_url is not None:
        describers.append(describe_rasa)
    for describe in describers:
        try:
            fault = describe(settings)
        except PalabreError as error:
            fault = str(error)
        if fault:
            yield fault
