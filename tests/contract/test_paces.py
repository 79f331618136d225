"""Do all senders keep one pace, in one process or by Redis, and what when Redis goes?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from redis.asyncio import Redis

from bot.outage import Outage
from bot.outbox.pace import Booking, Pace, burst_of
from bot.outbox.shared_pace import BETWEEN, SharedPace
from storage.errors import RedisAway
from storage.redis.buckets import Buckets, stop_of
from storage.redis.client import open_redis
from tests.servers.redis import RedisServer

#: messages a second, to all and to one chat, and at once to one chat
RATE, CHAT_RATE, CHAT_BURST = 30.0, 1.0, 3


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Senders:
    """Two senders of one channel."""

    first: Booking
    second: Booking


def local(clock: Clock, senders: int = 1) -> Pace:
    return Pace(RATE, CHAT_RATE, CHAT_BURST, clock, lambda: senders)


def shared(redis: Redis, clock: Clock | None = None) -> SharedPace:
    buckets = Buckets(redis, "town:sms", RATE, burst_of(RATE), CHAT_RATE, CHAT_BURST)
    return SharedPace(
        buckets, local(clock or Clock(), 2), Outage("redis"), lambda address: f"masked {address}"
    )


@pytest.fixture
async def redis(redis_server: RedisServer) -> AsyncIterator[Redis]:
    """Give an empty Redis."""
    client = open_redis(redis_server.url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture(params=["local", "redis"])
def senders(request: pytest.FixtureRequest) -> Senders:
    """Give two senders that share a pace."""
    if request.param == "local":
        pace = local(Clock())
        return Senders(pace, pace)
    client = request.getfixturevalue("redis")
    return Senders(shared(client), shared(client))


async def test_all_together_keep_the_rate(senders: Senders) -> None:
    waits: list[float] = []
    for n in range(15):
        for sender in (senders.first, senders.second):
            waits += (await sender.book([f"{n}-{m}" for m in range(10)])).waits
            waits.sort()
    # Redis' clock goes on between two calls: what it gives is never earlier, and a little less far away
    assert waits[0] == 0.0
    assert waits[-1] == pytest.approx((300 - burst_of(RATE)) / RATE, abs=1.0)
    for start in range(9):
        assert sum(start <= wait < start + 1 for wait in waits) <= RATE + burst_of(RATE)


async def test_one_chat_keeps_its_own_rate(senders: Senders) -> None:
    places = [await sender.book(["a"] * 3) for sender in (senders.first, senders.second)]
    assert [*places[0].waits, *places[1].waits] == pytest.approx([0, 0, 0, 1, 2, 3], abs=0.3)
    # behind those of all, a chat that is free could leave at once: only its place is taken
    assert [*places[0].owns, *places[1].owns] == pytest.approx([0, 0, 0, 1, 2, 3], abs=0.3)
    other = await senders.second.book(["b"])
    assert 0 < other.waits[0] < 0.3 and other.owns == [0.0]


async def test_what_a_provider_asks_holds_all(senders: Senders) -> None:
    await senders.first.hold(7)
    await senders.second.hold(3)
    assert (await senders.second.book(["a"])).waits[0] == pytest.approx(7, abs=0.3)
    assert await senders.second.held() == pytest.approx(7, abs=0.3)
    assert await senders.first.held() == pytest.approx(7, abs=0.3)


async def test_a_stop_lasts_until_a_start(redis: Redis) -> None:
    refused, other = shared(redis), shared(redis)
    await refused.stop(900, "401")
    assert await other.held() == pytest.approx(900, abs=0.5) == other.stopped()
    assert (await other.book(["a"])).waits[0] > 800
    assert (await stop_of(redis, "town:sms") or ("", 0))[0] == "401"
    await shared(redis).lift()
    assert await other.held() == 0.0 == other.stopped()
    # nothing was booked behind what is lifted
    assert (await other.book(["b"])).waits[0] < 1.0
    assert await refused.held() > 800  # its own token is refused, until it starts again
    assert await stop_of(redis, "town:sms") is None


async def test_a_start_obeys_a_provider(redis: Redis) -> None:
    first, second = shared(redis), shared(redis)
    await first.hold(7)
    await first.stop(900, "20003")
    await shared(redis).lift()
    assert await second.held() == pytest.approx(7, abs=0.3)
    assert await shared(redis).held() == pytest.approx(7, abs=0.3)


async def test_the_end_of_a_stop_is_booked(redis: Redis) -> None:
    first, second = shared(redis), shared(redis)
    await first.stop(10, "401")
    waits = [(await sender.book(["a", "b", "c"])).waits for sender in (second, shared(redis))]
    assert waits[0][0] == pytest.approx(10, abs=0.5) and waits[1][0] > waits[0][-1]


async def test_only_near_places_are_booked(senders: Senders) -> None:
    first = await senders.first.book([f"a{n}" for n in range(30)], 0.1)
    second = await senders.second.book([f"b{n}" for n in range(30)], 0.1)
    assert 3 <= len(first.waits) <= 5 and all(wait <= 0.1 for wait in first.waits)
    assert len(second.waits) <= 1 and second.ahead > 0.0
    assert (await senders.second.book(["a reply"])).waits[0] < 0.1 + 2 / RATE


async def test_after_a_hold_all_leave_evenly(senders: Senders) -> None:
    await senders.first.hold(5)
    waits = (await senders.second.book([f"a{n}" for n in range(30)])).waits
    assert waits[0] == pytest.approx(5, abs=0.3)
    assert waits[-1] - waits[0] == pytest.approx(29 / RATE, abs=0.1)
    assert (await senders.first.book(["b"], 0.1)).waits == []


async def test_nothing_is_held_at_first(senders: Senders) -> None:
    assert await senders.first.held() == 0.0
    assert senders.first.resting() == 0.0


async def test_a_flush_makes_no_burst(redis: Redis) -> None:
    senders = [shared(redis), shared(redis)]
    for n in range(10):
        await senders[n % 2].book([f"{n}-{m}" for m in range(6)])
    await senders[0].hold(5)
    await senders[1].held()
    await redis.flushall()
    waits = [(await sender.book(["later"])).waits[0] for sender in senders]
    assert all(wait > 4 for wait in waits)
    assert (await shared(redis).book(["newcomer"])).waits[0] > 1.0  # two seconds were booked


async def test_scripts_are_loaded_again(redis: Redis) -> None:
    pace = shared(redis)
    await pace.book(["a"])
    await redis.script_flush()
    assert len((await pace.book(["a", "b"])).waits) == 2
    await redis.script_flush()
    assert await pace.held() == 0.0
    assert pace.outage.since is None


async def test_one_call_books_many(redis: Redis) -> None:
    pace = shared(redis)
    await pace.book(["warm"])
    calls = (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"]
    await pace.book([str(n) for n in range(100)])
    assert (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"] == calls + 1


async def test_redis_holds_nobodys_number(redis: Redis) -> None:
    await shared(redis).book(["+33601020304"])
    keys = await redis.keys("*")
    assert sorted(keys) == ["palabre:{town:sms}:all", "palabre:{town:sms}:chat:masked +33601020304"]
    assert all([0 < await redis.pttl(key) < 5_000 for key in keys])


async def test_a_clock_that_went_back_stops_nobody(redis: Redis) -> None:
    far = 9_000_000_000 * 1_000_000
    await redis.set("palabre:{town:sms}:all", far)
    await redis.set("palabre:{town:sms}:chat:masked a", far)
    assert (await shared(redis).book(["a"])).waits == [0.0]


class Faulty:
    """Buckets that answer, or not."""

    def __init__(self) -> None:
        self.away = False
        self.asked = 0
        self.stops = 0.0

    async def book(self, chats: list[str], _within: float) -> tuple[list[float], list[float], float]:
        """Give places at once."""
        self._answer()
        return [0.0] * len(chats), [0.0] * len(chats), 0.0

    async def hold(self, seconds: float) -> tuple[float, float]:
        """Hold nothing."""
        self._answer()
        return seconds, self.stops

    async def stop(self, seconds: float, code: str) -> None:
        """Stop nothing."""
        self._answer()

    async def lift(self) -> None:
        """Have nothing to lift."""
        self._answer()

    def _answer(self) -> None:
        self.asked += 1
        if self.away:
            raise RedisAway("ConnectionError")


async def test_without_redis_each_takes_its_part() -> None:
    clock, buckets = Clock(), Faulty()
    outage = Outage("redis")
    pace = SharedPace(buckets, local(clock, 2), outage, str)  # type: ignore[arg-type]
    assert (await pace.book(["a", "b"])).waits == [0.0, 0.0]
    buckets.away = True
    waits = (await pace.book([str(n) for n in range(31)])).waits
    assert waits[0] == BETWEEN  # what others booked leaves first
    assert waits[-1] == pytest.approx(BETWEEN + 2.0, abs=0.1)  # 15 a second, not 30
    assert outage.since is not None
    asked = buckets.asked
    await pace.held()
    assert buckets.asked == asked  # not at every turn
    buckets.away, clock.now = False, clock.now + 10
    assert (await pace.book(["c"])).waits == [BETWEEN]
    assert outage.since is None


async def test_a_hold_outlives_redis() -> None:
    clock, buckets = Clock(), Faulty()
    pace = SharedPace(buckets, local(clock), Outage("redis"), str)  # type: ignore[arg-type]
    buckets.away = True
    await pace.hold(30)
    assert await pace.held() == 30
    assert (await pace.book(["a"])).waits == [30]


async def test_a_stop_outlives_redis() -> None:
    clock, buckets = Clock(), Faulty()
    pace = SharedPace(buckets, local(clock), Outage("redis"), str)  # type: ignore[arg-type]
    buckets.away = True
    await pace.stop(900, "401")
    assert (await pace.held(), pace.stopped()) == (900, 900)
    assert (await pace.book(["a"])).waits == [900]


async def test_a_stop_that_was_heard_holds() -> None:
    clock, buckets = Clock(), Faulty()
    pace = SharedPace(buckets, local(clock), Outage("redis"), str)  # type: ignore[arg-type]
    buckets.stops = 600.0
    assert await pace.held() == 600
    buckets.away = True
    assert (await pace.book(["a"])).waits[0] == 600  # nobody asks for a place again and again


async def test_a_dead_redis_is_told(tmp_path: object) -> None:
    pace = shared(open_redis(f"unix://{tmp_path}/redis.sock"))
    assert len((await pace.book(["a"])).waits) == 1
    assert pace.outage.since is not None
