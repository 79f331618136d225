"""Who is sending, and is that process alive? Whoever holds a lock of the database under the name it claims by.

The lock lives on a session of its own that is pinged: it goes with a process that dies at once, with one that is frozen
or cut off after three seconds (pinned.IDLE). A name whose lock was lost never comes back: the next session has another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from time import monotonic
from typing import Protocol

from sqlalchemy import URL, Connection, text

from storage.errors import StorageError
from storage.pinned import DEAF, Pinned, pin

#: First half of the locks' keys: what tells them from other locks of the database.
CLASS = 7_254_611

#: Seconds after the last answer for which the lock is ours for certain; the server waits a little longer.
CERTAIN = 2.5

#: Seconds for which a name must have had no lock before what it claimed is taken back: the answer that its owner counts
#: from may have waited for a busy loop (DEAF), and it may send for CERTAIN after it. What follows is margin.
GRACE = DEAF + CERTAIN + 0.5

#: Seconds without a session after which a process sends without a lock, as a command does.
WITHOUT = 15.0

#: Seconds between two tries to get a session.
AGAIN = 0.5

#: What the name of one who has no lock begins with: their death is known by the age of their claims only.
UNLOCKED = "?"

_HELD = (
    "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = :class"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class Presence(Protocol):
    """Under which name does this process claim, and may it still send what it claimed?"""

    def name(self) -> str | None:
        """Return the name to claim under now; None while nothing may be claimed."""
        ...

    def holds(self, name: str) -> bool:
        """Tell whether what was claimed under this name is ours for certain."""
        ...

    async def run(self, stopping: asyncio.Event) -> None:
        """Be present until told to stop."""
        ...

    async def close(self) -> None:
        """Be present no more."""
        ...


class LonePresence:
    """The presence of a process that nobody watches: on SQLite, in a command."""

    def __init__(self, who: str) -> None:
        self._name = f"{UNLOCKED}{who}"

    def name(self) -> str | None:
        """Return the same name always."""
        return self._name

    def holds(self, name: str) -> bool:
        """Say yes to its own name."""
        return name == self._name

    async def run(self, stopping: asyncio.Event) -> None:
        """Do nothing until told to stop."""
        await stopping.wait()

    async def close(self) -> None:
        """Let go of nothing."""


class PostgresqlPresence:
    """The presence of a process among others."""

    def __init__(self, url: URL, who: str, clock: Callable[[], float] = monotonic) -> None:
        self._url, self._who, self._clock = url, who, clock
        self._alone = LonePresence(who)
        self._pinned: Pinned | None = None
        self._sessions = 0
        #: since when there has been no session; None: nobody asked for one
        self._without_since: float | None = None
        self._keeping: asyncio.Task[None] | None = None

    def name(self) -> str | None:
        """Return the name of the session's lock; after a while without a session, that of one who has none."""
        if self._without_since is None and self._pinned is None:
            return self._alone.name()
        name = self._locked()
        if self._pinned is not None:
            return name if self.holds(name) else None
        without = self._clock() - (self._without_since or 0.0)
        return self._alone.name() if without > WITHOUT else None

    def holds(self, name: str) -> bool:
        """Tell by the clock: one who was frozen learns here that others may have taken over."""
        if name != self._locked():
            return self._alone.holds(name)
        pinned = self._pinned
        return pinned is not None and pinned.clock() - pinned.answered_at < CERTAIN

    async def run(self, stopping: asyncio.Event) -> None:
        """Hold a lock until told to stop; when its session is lost, another one under another name."""
        self._without_since = self._clock()
        # it outlives the stop: what was claimed is finished under this lock, which `close` lets go
        self._keeping = asyncio.create_task(self._keep())
        await stopping.wait()

    async def close(self) -> None:
        """Let go of the session."""
        keeping, self._keeping = self._keeping, None
        if keeping is not None:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping

    async def _keep(self) -> None:
        while True:
            with suppress(StorageError):
                await self._hold()
            self._without_since = self._clock()
            await asyncio.sleep(AGAIN)

    async def _hold(self) -> None:
        async with pin(self._url, "palabre sender") as pinned:
            self._sessions += 1
            await pinned.value("SELECT pg_advisory_lock($1, $2)", CLASS, key(self._locked()))
            self._pinned = pinned
            try:
                await pinned.watch()
            finally:
                self._pinned = None

    def _locked(self) -> str:
        return f"{self._who}:{self._sessions}"


def key(name: str) -> int:
    """Return the second half of a name's key: 31 bits; two names of one key make only that a death is known later."""
    return int.from_bytes(sha256(name.encode()).digest()[:4]) >> 1


def absent(connection: Connection, names: Sequence[str]) -> list[str]:
    """Return those of the names that nobody holds a lock for now."""
    if connection.dialect.name == "sqlite" or not names:
        return list(names)
    held = set(connection.execute(text(_HELD), {"class": CLASS}).scalars())
    return [name for name in names if key(name) not in held]
