"""How quickly does a bot answer many residents at once? A closed loop: each waits for the reply, then goes on."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.webhook.caller import Caller, call
from bench.webhook.plays import Line
from bench.webhook.stub import Stub

#: Seconds after which a reply will not come any more.
PATIENCE = 30.0


@dataclass(slots=True)
class Tally:
    """What one run saw."""

    #: seconds from update to reply
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    #: replies that were not those expected, posts that were not answered 200
    faults: list[str] = field(default_factory=list)
    calls: dict[str, int] = field(default_factory=dict)


class Crowd:
    """Residents who write to one bot; every dialogue is a new chat."""

    def __init__(self, play: Sequence[Line], pause: float = 0.0) -> None:
        self.stub = Stub(self._deliver)
        #: seconds that a resident reads before the next line
        self._pause = pause
        self._play = play
        self._chats = itertools.count(time.time_ns() // 1_000_000_000 % 1_000_000 * 10_000)
        # no run may repeat the numbers of one before it in the same store: they would be known, and not answered
        self._updates = itertools.count(time.time_ns() // 1_000)
        self._waiting: dict[int, tuple[Line, asyncio.Future[str]]] = {}
        self._tally = Tally()
        self._enough = False

    async def talk(self, callers: Sequence[Caller], dialogues: int) -> Tally:
        """Have so many dialogues, one at a time on each connection; return what was seen."""
        self._tally, before = Tally(), self.stub.calls.copy()
        left, begun = iter(range(dialogues)), time.perf_counter()
        await asyncio.gather(*(self._chat(caller, left) for caller in callers))
        self._tally.seconds = time.perf_counter() - begun
        self._tally.calls = dict(self.stub.calls - before)
        return self._tally

    def stop(self) -> None:
        """Let every resident fall silent after the line that goes on."""
        self._enough = True

    def waits(self) -> list[float]:
        """Return the waits of the talk that goes on, in seconds."""
        return list(self._tally.waits)

    def faults(self) -> list[str]:
        """Return what went wrong in the talk that goes on."""
        return list(self._tally.faults)

    async def _chat(self, caller: Caller, left: Iterator[int]) -> None:
        for _ in left:
            chat = next(self._chats)
            for line in self._play:
                if self._enough:
                    return
                await self._say(caller, chat, line)
                await asyncio.sleep(self._pause)

    async def _say(self, caller: Caller, chat: int, line: Line) -> None:
        heard: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting[chat] = (line, heard)
        begun = time.perf_counter()
        heard.add_done_callback(lambda _: self._tally.waits.append(time.perf_counter() - begun))
        posted = caller.post({"update_id": next(self._updates), **line.says(chat)})
        try:
            status, _ = await asyncio.wait_for(asyncio.gather(posted, heard), PATIENCE)
        except TimeoutError:
            self._tally.faults.append(f"no reply {line.expects.pattern!r}")
            return
        if status not in (200, 204):
            self._tally.faults.append(f"answered {status}")

    def _deliver(self, chat: int, text: str) -> None:
        """Let a resident read a message; one that is not the reply waited for is only read."""
        line, heard = self._waiting.get(chat, (None, None))
        if line and heard and not heard.done() and line.expects.search(text):
            heard.set_result(text)


async def connect(port: int, path: str, secret: str, chats: int) -> list[Caller]:
    """Return as many connections as there are residents at once; wait for a bot that is starting."""
    for _ in range(300):
        try:
            return [await call(port, path, secret) for _ in range(chats)]
        except ConnectionRefusedError:
            await asyncio.sleep(0.1)
    raise ConnectionRefusedError(f"nothing listens on port {port}")
