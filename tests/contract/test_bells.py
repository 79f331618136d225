"""Does a word rung in one process reach the others, whatever carries it, and come back after a loss?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

import asyncpg
import pytest
from redis.asyncio import Redis

from bot.outage import Outage
from bot.switchboard import PAUSE, Bell, Switchboard
from storage.database import parse_url
from storage.errors import StorageError
from storage.listening import CHANNEL, PostgresqlBell
from storage.redis.bell import RedisBell
from storage.redis.client import open_redis
from tests.servers.redis import RedisServer

#: seconds after which something has not come
PATIENCE = 60.0


class LocalBell:
    """Carries words between switchboards of one process."""

    longest = 1_000
    hearers: list[Callable[[str], None]] = []

    async def ring(self, words: Sequence[str]) -> None:
        """Tell every switchboard that listens."""
        for word in words:
            for heard in self.hearers:
                heard(word)

    async def listen(self, heard: Callable[[str], None], began: Callable[[], None]) -> None:
        """Hand over every word."""
        self.hearers.append(heard)
        began()
        try:
            await asyncio.Event().wait()
        finally:
            self.hearers.remove(heard)

    async def close(self) -> None:
        """Do nothing."""


@pytest.fixture(params=["local", "postgresql", "redis"])
def new_bell(request: pytest.FixtureRequest) -> Callable[[], Bell]:
    """Give what makes bells that hear one another."""
    if request.param == "local":
        return LocalBell
    if request.param == "postgresql":
        url = parse_url(request.getfixturevalue("postgresql_url"))
        return lambda: PostgresqlBell(url)
    server: RedisServer = request.getfixturevalue("redis_server")
    return lambda: RedisBell(open_redis(server.url), "town")


@asynccontextmanager
async def open_board(bell: Bell) -> AsyncIterator[Switchboard]:
    """Give a switchboard that listens; everybody is woken once when it begins to."""
    board, stopping = Switchboard(bell, Outage("redis")), asyncio.Event()
    board.wakeup("began")
    running = asyncio.create_task(board.run(stopping))
    await woken(board, "began")
    yield board
    stopping.set()
    await running
    await board.close()


async def woken(board: Switchboard, topic: str) -> None:
    """Return when a topic was woken; fail when it is not."""
    wakeup = board.wakeup(topic)
    async with asyncio.timeout(PATIENCE):
        await wakeup._event.wait()
    await wakeup.wait(0)


async def test_a_topic_wakes_the_others(new_bell: Callable[[], Bell]) -> None:
    async with open_board(new_bell()) as one, open_board(new_bell()) as two:
        two.wakeup("turns")
        one.wake("turns")
        await woken(two, "turns")


async def test_what_is_said_is_heard_in_order(new_bell: Callable[[], Bell]) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    async with open_board(new_bell()) as one, open_board(new_bell()) as two:
        two.hear("feed", heard.put_nowait)
        one.hear("feed", lambda _: pytest.fail("a process hears itself"))
        said = [f"{n} été 'quoted' \"{n}\"" for n in range(30)]
        assert [one.say("feed", what) for what in said] == [True] * 30
        async with asyncio.timeout(PATIENCE):
            assert [await heard.get() for _ in said] == said


async def test_many_wakes_ring_once(new_bell: Callable[[], Bell]) -> None:
    bell, rung = new_bell(), []
    ring = bell.ring

    async def count(words: Sequence[str]) -> None:
        rung.append(words)
        await ring(words)

    bell.ring = count  # type: ignore[method-assign]
    async with open_board(bell) as one, open_board(new_bell()) as two:
        two.wakeup("turns")
        for _ in range(1000):
            one.wake("turns")
        await woken(two, "turns")
    assert [len(words) for words in rung] == [1]


async def test_what_is_too_long_is_refused(new_bell: Callable[[], Bell]) -> None:
    bell = new_bell()
    async with open_board(bell) as one:
        assert not one.say("feed", "é" * (bell.longest // 2))
        assert one.say("feed", "é" * (bell.longest // 2 - 20))
        await asyncio.sleep(PAUSE)  # it goes, and harms nothing


async def test_towns_do_not_hear_each_other(redis_server: RedisServer) -> None:
    async with (
        open_board(RedisBell(open_redis(redis_server.url), "here")) as here,
        open_board(RedisBell(open_redis(redis_server.url), "there")) as there,
        open_board(RedisBell(open_redis(redis_server.url), "here")) as too,
    ):
        there.hear("feed", lambda _: pytest.fail("another town was heard"))
        heard: asyncio.Queue[str] = asyncio.Queue()
        too.hear("feed", heard.put_nowait)
        here.say("feed", "ours")
        async with asyncio.timeout(PATIENCE):
            assert await heard.get() == "ours"


async def test_a_lost_connection_comes_back(
    new_bell: Callable[[], Bell], request: pytest.FixtureRequest
) -> None:
    bell = new_bell()
    if isinstance(bell, LocalBell):
        return
    async with open_board(new_bell()) as one, open_board(bell) as two:
        heard: asyncio.Queue[str] = asyncio.Queue()
        two.hear("feed", heard.put_nowait)
        await cut_off(bell, request)
        async with asyncio.timeout(PATIENCE):
            assert await heard.get() == ""  # something may have been missed
            while True:
                one.say("feed", "again")
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.1):
                        if await heard.get() == "again":
                            return


async def test_silence_is_told(tmp_path: object) -> None:
    for bell in (
        PostgresqlBell(parse_url(f"postgresql://me@/town?host={tmp_path}")),
        RedisBell(open_redis(f"unix://{tmp_path}/redis.sock"), "town"),
    ):
        with pytest.raises(StorageError):
            await bell.listen(lambda _: None, lambda: None)
        with pytest.raises(StorageError):
            await bell.ring(["turns"])
        await bell.close()


async def cut_off(bell: Bell, request: pytest.FixtureRequest) -> None:
    """End the connections of everybody who listens, from the server's side."""
    if isinstance(bell, RedisBell):
        client: Redis = Redis.from_url(request.getfixturevalue("redis_server").url)
        await client.client_kill_filter(_type="pubsub")
        await client.aclose()
        return
    server = await asyncpg.connect(request.getfixturevalue("postgresql_url"))
    ended = await server.fetch(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'palabre bell'"
    )
    await server.close()
    assert ended and CHANNEL
