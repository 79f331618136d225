"""How do all senders keep one pace? Leaky buckets in Redis, on its clock: many places booked in one round trip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from redis.asyncio import Redis
from redis.commands.core import AsyncScript

from storage.redis.client import redis_told_apart

#: microseconds of a second: Redis' clock counts them
MICROSECONDS = 1_000_000

#: seconds beyond which a bucket cannot be booked: a clock went back, and what it says is forgotten
ABSURD = 600

#: seconds that no place is away: a number, where infinity is none
FOREVER = 1_000_000

#: microseconds of a stop beyond which no place is booked behind it: the stop may be lifted, and who is told of such a
#: wait does not take the place
LIFTED = 20 * MICROSECONDS

#: Books a place for each chat, as long as it is near enough: KEYS all, held, stopped, chats…; ARGV step and burst of all, of a
#: chat, how far all is known to be booked, what is absurd, what is near, what stop may be lifted. Returns how far all is booked now, how far away
#: the next place is, then of each booked one how far away it is, and how far its chat alone has it.
BOOK = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local step, burst, chat_step, chat_burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local known, absurd, near, lifted = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local function free_at(at)
  at = tonumber(at) or 0
  if at > now + absurd or at < now then return now end
  return at
end
local function keep(key, at)
  redis.call('SET', key, string.format('%.0f', at), 'PX', math.ceil((at - now) / 1000) + 1000)
end
local stopped = redis.call('PTTL', KEYS[3]) * 1000
local held = (tonumber(redis.call('GET', KEYS[2])) or 0) - now
local all = math.max(free_at(redis.call('GET', KEYS[1])), free_at(known), now + held)
local unstopped = all
-- what may not leave now leaves evenly afterwards
held = math.max(held, stopped)
all = math.max(all, now + held)
local function away() return math.max(0, all - now - step * (burst - 1), held) end
local places = {}
for n = 4, #KEYS do
  local wait = away()
  if wait > near then break end
  all = all + step
  local chat = free_at(redis.call('GET', KEYS[n])) + chat_step
  keep(KEYS[n], chat)
  local own = math.max(0, held, chat - now - chat_step * chat_burst)
  table.insert(places, math.max(wait, own))
  table.insert(places, own)
end
local ahead = away()
if stopped > lifted then all = unstopped end
keep(KEYS[1], all)
local answer = {string.format('%.0f', all), string.format('%.0f', ahead)}
for n, place in ipairs(places) do answer[n + 2] = string.format('%.0f', place) end
return answer
"""

#: Lets nothing leave for so many microseconds, or only asks, with 0: KEYS held, stopped; returns what is left of both.
HOLD = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local held = math.max(tonumber(redis.call('GET', KEYS[1])) or 0, now + tonumber(ARGV[1]))
if tonumber(ARGV[1]) > 0 then
  redis.call('SET', KEYS[1], string.format('%.0f', held), 'PX', math.ceil((held - now) / 1000) + 1)
end
return {string.format('%.0f', held - now), string.format('%.0f', redis.call('PTTL', KEYS[2]) * 1000)}
"""


@dataclass(slots=True)
class Buckets:
    """The buckets of one channel of one town; each is empty again, and gone, a second after its last message."""

    redis: Redis
    #: what tells this channel of this town from others
    name: str
    #: messages a second to all and to one chat, and how many of them may leave at once
    rate: float
    burst: int
    chat_rate: float
    chat_burst: int
    #: how far all was booked when we last knew: after FLUSHALL nothing is booked twice
    _known: str = field(init=False, default="0")
    _book: AsyncScript = field(init=False)
    _hold: AsyncScript = field(init=False)

    def __post_init__(self) -> None:
        self._book = self.redis.register_script(BOOK)
        self._hold = self.redis.register_script(HOLD)

    async def book(self, chats: Sequence[str], within: float) -> tuple[list[float], list[float], float]:
        """Book the next places, as many as are no more than `within` seconds away; return how far away each is.

        And how far its chat alone has it, and how many seconds the first place is away that nobody has booked. Raise
        RedisAway.
        """
        # one hash tag: the keys of a channel live together in a cluster
        keys = [*map(self._key, ("all", "held", "stopped")), *(self._key(f"chat:{chat}") for chat in chats)]
        pace = [MICROSECONDS / self.rate, self.burst, MICROSECONDS / self.chat_rate, self.chat_burst]
        near = min(within, FOREVER) * MICROSECONDS
        with redis_told_apart():
            arguments: list[str | float] = [*pace, self._known, ABSURD * MICROSECONDS, near, LIFTED]
            self._known, ahead, *found = await self._book(keys, arguments)
        places = [int(place) / MICROSECONDS for place in found]
        return places[::2], places[1::2], int(ahead) / MICROSECONDS

    async def hold(self, seconds: float) -> tuple[float, float]:
        """Let nothing leave for this long (0: only ask); return for how long nothing may. Raise RedisAway.

        And for how many more seconds the channel is stopped.
        """
        with redis_told_apart():
            keys = [self._key("held"), self._key("stopped")]
            held, stopped = await self._hold(keys, [int(seconds * MICROSECONDS)])
        return max(0.0, int(held) / MICROSECONDS), max(0.0, int(stopped) / MICROSECONDS)

    async def stop(self, seconds: float, code: str) -> None:
        """Let nothing leave for this long, or until that is lifted. Raise RedisAway."""
        with redis_told_apart():
            await self.redis.set(self._key("stopped"), code, px=max(1, int(seconds * 1000)))

    async def lift(self) -> None:
        """Forget a stop; what is held stays so. Raise RedisAway."""
        with redis_told_apart():
            await self.redis.delete(self._key("stopped"))

    def _key(self, what: str) -> str:
        return key_of(self.name, what)


async def stop_of(redis: Redis, name: str) -> tuple[str, float] | None:
    """Return the code that the channel of this name is stopped for, and for how many more seconds. Raise RedisAway."""
    key = key_of(name, "stopped")
    with redis_told_apart():
        code, left = await redis.get(key), await redis.pttl(key)
    return (str(code), left / 1000) if code is not None and left > 0 else None


def key_of(name: str, what: str) -> str:
    """Return where something of a channel of a town is kept."""
    return f"palabre:{{{name}}}:{what}"
