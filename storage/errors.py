"""What can go wrong with the store?

StorageError
├── BadDatabaseUrl   a URL that names no store this service knows
├── CannotCopy       what would be lost or mixed by copying one store into another
├── Refused          a statement the store does not accept: a fault of ours, or a missing migration
├── RedisAway        Redis did not answer: whoever asked does without, nothing is lost
└── Unavailable      the store did not answer, is full, or gave up the transaction: try again later
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg import InterfaceError, InternalClientError, PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.troubles import is_known, redis_trouble_of, trouble_of

#: PostgreSQL states that end by themselves: lost or refused connections, a standby that takes no writes, a transaction
#: whose process stood still, deadlock and serialisation, a full disk or too many clients, a database that takes no connections,
#: rows that others hold, an operator's stop, broken files.
_PASSING = ("08", "25006", "25P03", "40", "53", "55000", "55P03", "57P", "58")

#: The same for SQLite: another process writes, a full, broken or read-only disk.
_SQLITE_PASSING = ("SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY")


class StorageError(Exception):
    """Base of the errors of this package."""


class BadDatabaseUrl(StorageError):
    """A URL that names no store this service knows."""

    def __init__(self, what: str) -> None:
        super().__init__(f"PALABRE_DATABASE_URL: {what}; use sqlite:///file.db or postgresql://…")


class CannotCopy(StorageError):
    """What would be lost or mixed by copying one store into another; nothing was written."""

    def __init__(self, why: str) -> None:
        super().__init__(f"nothing was copied: {why}")


class Unavailable(StorageError):
    """The store did not answer, is full, or gave up the transaction: nothing was written, try again later."""

    def __init__(self, cause: str) -> None:
        #: a state, or the name of a class; what tells it in words has the state last
        self.cause = cause.rpartition(" ")[2]
        super().__init__(f"{trouble_of(self.cause)} ({self.cause})")


class RedisAway(StorageError):
    """Redis did not answer: whoever asked does without, nothing is lost."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"{redis_trouble_of(cause)} ({cause})")
        self.cause = cause


class Refused(StorageError):
    """A statement the store does not accept, with its SQL and without the values, which may be personal."""

    def __init__(self, cause: str, statement: str | None) -> None:
        if is_known(cause):
            told = f"{trouble_of(cause)} ({cause})"
        else:
            told = f"the database refused ({cause}): {statement or 'PALABRE_DATABASE_URL leads to it'}"
        super().__init__(told)
        self.cause = cause


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn the driver's errors into Unavailable (passes by itself) or Refused; no message quotes a value."""
    try:
        yield
    except (DBAPIError, PostgresError, InterfaceError) as error:
        raise _translated(error) from None
    except (OSError, PoolTimeout, InternalClientError) as error:
        # the last is asyncpg's for a connection that was lost in the middle of a call
        raise Unavailable(type(error).__name__) from None


def _translated(error: DBAPIError | PostgresError | InterfaceError) -> StorageError:
    if not isinstance(error, DBAPIError):
        return Unavailable(_name(error)) if passes(error) else Refused(_name(error), None)
    if error.connection_invalidated or passes(error.orig):
        return Unavailable(_name(error.orig))
    return Refused(_name(error.orig), error.statement)


def _name(cause: BaseException | None) -> str:
    """Return what both stores' documentation lists, an SQLite error name or a PostgreSQL state; else the class."""
    state = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return str(state) if state else type(cause).__name__


def passes(cause: BaseException | None) -> bool:
    """Tell whether the driver's error is one that ends by itself."""
    name = getattr(cause, "sqlite_errorname", None)
    if name is not None:
        return str(name).startswith(_SQLITE_PASSING)
    state = getattr(cause, "sqlstate", None)
    return str(state).startswith(_PASSING)
