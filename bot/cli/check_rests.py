"""Does a channel rest, because its provider refuses all? What Redis holds of that, or what waiting messages met."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence

from bot.bootstrap.checkups import find_checks
from bot.bootstrap.paces import place_of
from bot.bootstrap.ties import town_of
from bot.outbox.stop import SETTINGS, describe_refused, describe_stop
from bot.settings import Settings
from storage.database import is_there, open_database, parse_url
from storage.errors import RedisAway, StorageError

#: channel → code, and for how many more seconds
Stops = Mapping[str, tuple[str, float]]


def describe_rests(settings: Settings) -> Iterator[str]:
    """Yield one sentence for each channel that rests; what is away is told elsewhere."""
    channels = [channel for channel in find_checks(settings) if channel in SETTINGS]
    held = asyncio.run(_held(settings, channels)) if channels else {}
    met = asyncio.run(_met(settings)) if channels and is_there(parse_url(settings.store)) else ()
    for channel in channels:
        codes = [code for via, code in met if via == channel and _stops(channel, code)]
        if channel in held:
            yield describe_stop(channel, *held[channel])
        elif codes:
            yield describe_refused(channel, codes[0])


def _stops(channel: str, code: str) -> bool:
    """Tell whether a code says that nothing can leave; a provider's table is read where it is set up only."""
    if channel == "telegram":
        from bot.channels.telegram.failures import TOKEN

        return code == TOKEN.code
    from bot.channels.twilio.failures import find

    return find(code).consequence == "stop_channel"


async def _held(settings: Settings, channels: Sequence[str]) -> Stops:
    if settings.redis_url is None or settings.store.startswith("sqlite"):
        return {}
    # read where there is a Redis only
    from storage.redis.buckets import stop_of
    from storage.redis.client import open_redis

    redis = open_redis(settings.redis_url)
    try:
        town = town_of(settings)
        found = {channel: await stop_of(redis, place_of(town, channel)) for channel in channels}
    except RedisAway:
        return {}
    finally:
        await redis.aclose()
    return {channel: stop for channel, stop in found.items() if stop is not None}


async def _met(settings: Settings) -> Sequence[tuple[str, str]]:
    """Return the channels and codes of what waits after a refusal."""
    database = open_database(settings.store)
    try:
        return await database.read(lambda unit: unit.outbox.refusals())
    except StorageError:
        return ()
    finally:
        await database.close()
