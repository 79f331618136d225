"""Who must look, in this process and in the others? Wake-ups by topic; a bell carries them between processes."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import uuid4

from bot.outage import Outage
from bot.perseverance import backoff, persevere
from bot.wakeup import Wakeup
from storage.errors import StorageError

#: seconds between two rings: what is asked for meanwhile rings once
PAUSE = 0.02

#: most words that wait for the bell; beyond, they are forgotten: whoever should hear them looks by itself
WAITING = 1_000


class Bell(Protocol):
    """Carries words between processes; what it carries may be lost."""

    #: most bytes of one word
    longest: int

    async def ring(self, words: Sequence[str]) -> None:
        """Tell every process that listens. Raise a StorageError when nobody can be told."""

    async def listen(self, heard: Callable[[str], None], began: Callable[[], None]) -> None:
        """Hand words over until it fails, with a StorageError; `began` is called once nothing is missed any more."""

    async def close(self) -> None:
        """Let go of connections."""


class Switchboard:
    """Wakes the loops of this process at once, and those of others as soon as the bell carries it.

    A word is a topic, and what is said of it after a space.
    """

    def __init__(self, bell: Bell | None = None, outage: Outage | None = None) -> None:
        self._bell = bell
        self._outage = outage or Outage("store")
        self._wakeups: dict[str, Wakeup] = defaultdict(Wakeup)
        self._hearers: dict[str, Callable[[str], None]] = {}
        self._name = uuid4().hex[:8]
        self._words: dict[str, None] = {}
        self._asked = asyncio.Event()

    def wakeup(self, topic: str) -> Wakeup:
        """Return what wakes whoever looks after a topic."""
        return self._wakeups[topic]

    def wake(self, topic: str) -> None:
        """Wake whoever looks after a topic, here and elsewhere; call it from the event loop's thread."""
        if topic in self._wakeups:
            self._wakeups[topic].wake()
        self.say(topic)

    def say(self, topic: str, what: str = "") -> bool:
        """Tell the other processes only; False means that it is too long, or that nobody can be told."""
        word = f"{topic} {what}"
        if self._bell is None or len(self._words) >= WAITING or len(word.encode()) > self._bell.longest - 10:
            return False
        self._words[word] = None
        self._asked.set()
        return True

    def hear(self, topic: str, heard: Callable[[str], None]) -> None:
        """Hand over what other processes say of a topic; "" when something may have been missed."""
        self._hearers[topic] = heard

    async def run(self, stopping: asyncio.Event) -> None:
        """Carry words between processes until told to stop; without a bell, only wait."""
        bell = self._bell
        if bell is None:
            await stopping.wait()
            return
        await asyncio.gather(
            persevere(lambda: self._listen(bell), stopping, self._outage),
            persevere(lambda: self._ring(bell), stopping, self._outage),
        )

    async def close(self) -> None:
        """Let go of the bell."""
        if self._bell is not None:
            await self._bell.close()

    async def _listen(self, bell: Bell) -> None:
        """Listen until the bell fails; whoever hears words is told at each failure that some may be missed."""
        try:
            await bell.listen(self._heard, self._began)
        finally:
            self._doubt()

    def _doubt(self) -> None:
        for heard in self._hearers.values():
            heard("")

    async def _ring(self, bell: Bell) -> None:
        """Ring whenever something is to be told; what could not be told is forgotten."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            words, self._words = list(self._words), {}
            try:
                await bell.ring([f"{self._name} {word}" for word in words])
            except StorageError:
                # whoever listens knows that the bell is away, and tells it: here the words are forgotten
                await asyncio.sleep(backoff(0))
            await asyncio.sleep(PAUSE)

    def _began(self) -> None:
        """Have everybody look: what was said before was not heard."""
        self._outage.end()
        for wakeup in self._wakeups.values():
            wakeup.wake()
        self._doubt()

    def _heard(self, said: str) -> None:
        name, _, word = said.partition(" ")
        topic, _, what = word.partition(" ")
        if name == self._name:
            return
        if topic in self._hearers:
            self._hearers[topic](what)
        elif topic in self._wakeups:
            self._wakeups[topic].wake()
