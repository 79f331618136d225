"""Is something that the service leans on away? Told once when it goes, with what to do, and once when it is back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal

import structlog

from storage.errors import RedisAway, StorageError, Unavailable

log = structlog.get_logger()

What = Literal["store", "redis", "session"]

#: seconds that it may be away before that is told: a kept session comes back with its store, which tells already
PATIENCE: Mapping[What, float] = {"store": 0.0, "redis": 0.0, "session": 15.0}

#: PostgreSQL's states and SQLite's names → what an operator must do; what is in neither is away
READ_ONLY = ("25006", "SQLITE_READONLY")
FULL = ("53100", "53200", "SQLITE_FULL", "SQLITE_IOERR")
CROWDED = ("53300",)


#: seconds without a failure after which a store that reads, and refused to write, is taken to write again
HEALING = 5.0


@dataclass(slots=True)
class Outage:
    """One thing that may be away; every part of a process that meets it says so here."""

    what: What
    #: seconds, never going back
    clock: Callable[[], float] = monotonic
    #: when it went, None while it is there
    since: float | None = field(init=False, default=None)
    #: until when a success proves nothing
    _doubted_until: float = field(init=False, default=0.0)
    _told: bool = field(init=False, default=False)

    def begin(self, error: StorageError) -> None:
        """Note a failure; it is told once."""
        now, cause = self.clock(), _cause(error)
        if self.since is None:
            self.since = now
        if any(state in cause for state in (*READ_ONLY, *FULL)):
            self._doubted_until = now + HEALING
        if not self._told and now - self.since >= PATIENCE[self.what]:
            self._told = True
            _tell(self.what, cause)

    def end(self) -> None:
        """Note that it answers; that is told where its absence was."""
        if self.since is None or self.clock() < self._doubted_until:
            return
        seconds, self.since = round(self.clock() - self.since, 1), None
        if self._told:
            self._told = False
            log.warning("back", store=self.what, seconds=seconds)


def _cause(error: StorageError) -> str:
    return error.cause if isinstance(error, Unavailable | RedisAway) else type(error).__name__


def _tell(what: What, cause: str) -> None:
    if what == "redis":
        log.warning(
            "Redis is away (PALABRE_REDIS_URL): looking each second, sending at a part of the pace; nothing is lost",
            store=what,
            cause=cause,
        )
    elif what == "session":
        log.warning(
            "no session of its own on the database (PALABRE_DATABASE_URL): a pooler must pool sessions, not transactions; "
            "meanwhile looking each second",
            store=what,
            cause=cause,
        )
    elif any(name in cause for name in READ_ONLY):
        log.error(
            "the database is read-only (PALABRE_DATABASE_URL): name the primary, or give the disk back its right to write",
            store=what,
            cause=cause,
        )
    elif any(name in cause for name in FULL):
        log.error(
            "the database cannot write, its disk is full or broken (PALABRE_DATABASE_URL): make room",
            store=what,
            cause=cause,
        )
    elif any(name in cause for name in CROWDED):
        log.error(
            "the database takes no more connections (PALABRE_DATABASE_URL): raise max_connections, or run fewer processes",
            store=what,
            cause=cause,
        )
    else:
        log.error(
            "the database is away (PALABRE_DATABASE_URL): webhooks answer 503, what is stored waits; tried again and again",
            store=what,
            cause=cause,
        )
