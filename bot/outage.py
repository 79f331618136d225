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

Kind = Literal["away", "read-only", "full", "crowded", "redis", "refused", "session"]

#: PostgreSQL's state or SQLite's name → kind of absence; what is not here is away
KINDS: Mapping[str, Kind] = {
    "25006": "read-only",
    "SQLITE_READONLY": "read-only",
    "53100": "full",
    "SQLITE_FULL": "full",
    "SQLITE_IOERR": "full",
    "53300": "crowded",
}

#: what redis-py says where no waiting helps: a wrong password, or an account without the right
REFUSALS = ("AuthenticationError", "AuthenticationWrongNumberOfArgsError", "NoPermissionError")

#: a store that answers all the same
STUBBORN = ("read-only", "full")

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
    #: what was told of this absence: one that changes, from away to read-only, is told again
    _told: set[Kind] = field(init=False, default_factory=set)

    def begin(self, error: StorageError) -> None:
        """Note a failure; it is told once."""
        now, cause = self.clock(), _cause(error)
        if self.since is None:
            self.since = now
        kind = _kind(self.what, cause)
        if kind in STUBBORN:
            self._doubted_until = now + HEALING
        if kind not in self._told and now - self.since >= PATIENCE[self.what]:
            self._told.add(kind)
            _tell(kind, self.what, cause)

    def end(self) -> None:
        """Note that it answers; that is told where its absence was."""
        if self.since is None or self.clock() < self._doubted_until:
            return
        seconds, self.since = round(self.clock() - self.since, 1), None
        if self._told:
            self._told.clear()
            log.warning("back", store=self.what, seconds=seconds)


def _cause(error: StorageError) -> str:
    return error.cause if isinstance(error, Unavailable | RedisAway) else type(error).__name__


def _kind(what: What, cause: str) -> Kind:
    if what == "redis" and cause in REFUSALS:
        return "refused"
    if what != "store":
        return what
    return next((kind for state, kind in KINDS.items() if state in cause), "away")


def _tell(kind: Kind, what: What, cause: str) -> None:
    """Log one line: what is away, which setting names it, what it means, what to do."""
    say = log.bind(store=what, cause=cause)
    match kind:
        case "redis":
            say.warning(
                "Redis is away (PALABRE_REDIS_URL): looking each second, sending at a part of the pace; nothing is lost"
            )
        case "refused":
            say.error(
                "Redis refuses its password or its account (PALABRE_REDIS_URL): write redis://user:password@host, and "
                "restart; meanwhile looking each second, sending at a part of the pace"
            )
        case "session":
            say.warning(
                "no session of its own on the database (PALABRE_DATABASE_URL): a pooler must pool sessions, not "
                "transactions; meanwhile looking each second"
            )
        case "read-only":
            say.error(
                "the database is read-only (PALABRE_DATABASE_URL): name the primary, or let the disk be written to"
            )
        case "full":
            say.error(
                "the database cannot write, its disk is full or broken (PALABRE_DATABASE_URL): make room"
            )
        case "crowded":
            say.error(
                "the database takes no more connections (PALABRE_DATABASE_URL): raise max_connections, or run fewer "
                "processes"
            )
        case "away":
            say.error(
                "the database is away (PALABRE_DATABASE_URL): webhooks answer 503, what is stored waits; tried again "
                "and again"
            )
