"""Is something that the service leans on away? Told once when it goes, with what to do, and once when it is back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal

import structlog

from storage.errors import RedisAway, Refused, StorageError, Unavailable
from storage.troubles import Trouble, redis_trouble_of, trouble_of

log = structlog.get_logger()

What = Literal["store", "redis", "session"]

#: seconds that it may be away before that is told: a kept session comes back with its store, which tells already
PATIENCE: Mapping[What, float] = {"store": 0.0, "redis": 0.0, "session": 15.0}

#: what goes on meanwhile
MEANWHILE: Mapping[What, str] = {
    "store": "webhooks answer 503, what is stored waits, it is tried again and again",
    "redis": "looking each second, sending at a part of the pace, nothing is lost",
    "session": "looking each second",
}

#: a session of its own is lost, and the store is not
NO_SESSION = Trouble(
    "no session of its own on the database", "a pooler must pool sessions, not transactions", passes=True
)

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
    #: what was told to be the matter: an absence that changes, from away to read-only, is told again
    _told: set[str] = field(init=False, default_factory=set)

    def begin(self, error: StorageError) -> None:
        """Note a failure; it is told once."""
        now, trouble = self.clock(), _trouble(self.what, error)
        if self.since is None:
            self.since = now
        if trouble.reads:
            self._doubted_until = now + HEALING
        if trouble.what not in self._told and now - self.since >= PATIENCE[self.what]:
            self._told.add(trouble.what)
            _tell(self.what, trouble, _cause(error))

    def end(self) -> None:
        """Note that it answers; that is told where its absence was."""
        if self.since is None or self.clock() < self._doubted_until:
            return
        seconds, self.since = round(self.clock() - self.since, 1), None
        if self._told:
            self._told.clear()
            log.warning("back", store=self.what, seconds=seconds)


def _cause(error: StorageError) -> str:
    return error.cause if isinstance(error, Unavailable | RedisAway | Refused) else type(error).__name__


def _trouble(what: What, error: StorageError) -> Trouble:
    match what:
        case "session":
            return NO_SESSION
        case "redis":
            return redis_trouble_of(_cause(error))
        case "store":
            return trouble_of(_cause(error))


def _tell(what: What, trouble: Trouble, cause: str) -> None:
    """Log one line: what is away, which setting names it, what to do, what it means."""
    say = log.bind(store=what, cause=cause)
    (say.warning if trouble.passes else say.error)(trouble.told(MEANWHILE[what]))
