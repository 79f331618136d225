"""How is Redis reached, and how is its absence told?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ssl import SSLError

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from storage.errors import RedisAway

#: connections of one process; who finds none free waits
POOL = 8

#: seconds that anything may take: what Redis is asked for is worth less than a wait
PATIENCE = 0.5

#: seconds of silence after which a kept connection is asked whether it lives
CHECK = 5


def open_redis(url: str) -> Redis:
    """Return a client that is not connected yet; it never tries twice by itself, so that who asks can do without."""
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        url,
        max_connections=POOL,
        timeout=PATIENCE,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        health_check_interval=CHECK,
        retry=Retry(NoBackoff(), 0),
        decode_responses=True,
        protocol=2,
    )
    return Redis.from_pool(pool)


@contextmanager
def redis_told_apart() -> Iterator[None]:
    """Turn everything that can go wrong with Redis into RedisAway; no message quotes a value."""
    try:
        yield
    except (RedisError, OSError) as error:
        raise RedisAway(type(_behind(error)).__name__) from None


def _behind(error: Exception) -> BaseException:
    """Return what was wrong: a wrong password and a wrong certificate come as a lost connection, with that behind it."""
    behind = error.__cause__ or error.__context__
    return behind if isinstance(behind, (RedisError, SSLError, FileNotFoundError)) else error


async def try_out(redis: Redis, town: str) -> None:
    """Ask for what senders and bells do, which an account may be refused one by one. Raise RedisAway."""
    with redis_told_apart():
        await redis.ping()
        await redis.register_script("return redis.call('GET', KEYS[1])")([f"palabre:{{{town}}}:tried"])
        await redis.publish(f"palabre:{town}:tried", "")
