"""How do processes wake each other through Redis? Pub/sub: who is away hears nothing, and looks by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from redis.asyncio import Redis
from redis.asyncio.client import PubSub

from storage.errors import RedisAway
from storage.redis.client import redis_told_apart

#: seconds of silence after which the connection is asked whether it lives, and after which it does not
PING, DEAF = 1.0, 3.0

#: most bytes of one word: a pretend phone's message; Redis would take far more
LONGEST = 100_000


class RedisBell:
    """Words rung here are heard by every process of the same database, this one too."""

    longest = LONGEST

    def __init__(self, redis: Redis, town: str) -> None:
        self._redis = redis
        # pub/sub knows no database numbers: towns on one server must not hear each other
        self._channel = f"palabre:{town}"

    async def ring(self, words: Sequence[str]) -> None:
        """Tell every process that listens now. Raise RedisAway when nobody can be told."""
        with redis_told_apart():
            async with self._redis.pipeline(transaction=False) as pipeline:
                for word in words:
                    pipeline.publish(self._channel, word)
                await pipeline.execute()

    async def listen(self, heard: Callable[[str], None], began: Callable[[], None]) -> None:
        """Hand over every word until the connection is lost, then raise RedisAway; `began`: from now on."""
        with redis_told_apart():
            async with self._redis.pubsub() as pubsub:
                await pubsub.subscribe(self._channel)
                await self._follow(pubsub, heard, began)

    async def close(self) -> None:
        """Close every connection."""
        with redis_told_apart():
            await self._redis.aclose()

    async def _follow(self, pubsub: PubSub, heard: Callable[[str], None], began: Callable[[], None]) -> None:
        alive_at = monotonic()
        while monotonic() - alive_at < DEAF:
            said = await pubsub.get_message(timeout=PING)
            if said is None:
                await pubsub.ping()
                continue
            alive_at = monotonic()
            match said:
                case {"type": "subscribe"}:
                    began()
                case {"type": "message", "data": str(word)}:
                    heard(word)
        raise RedisAway("silent")
