"""What can go wrong with the store?

StorageError
├── BadDatabaseUrl   a URL that names no store this service knows
└── Unavailable      the store did not answer, is full, or gave up the transaction: try again later
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

#: PostgreSQL states that end by themselves: lost or refused connections, a standby that takes no writes,
#: deadlock and serialisation, a full disk or too many clients, an operator's stop, broken files.
_PASSING = ("08", "25006", "40", "53", "57P", "58")

#: The same for SQLite: another process writes, a full, broken or read-only disk.
_SQLITE_PASSING = ("SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY")


class StorageError(Exception):
    """Base of the errors of this package."""


class BadDatabaseUrl(StorageError):
    """A URL that names no store this service knows."""

    def __init__(self, what: str) -> None:
        super().__init__(f"PALABRE_DATABASE_URL: {what}; use sqlite:///file.db or postgresql://…")


class Unavailable(StorageError):
    """The store did not answer, is full, or gave up the transaction: nothing was written, try again later."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"the database is not available ({cause})")


@contextmanager
def told_apart() -> Iterator[None]:
    """Raise Unavailable for what passes by itself; let every other error through."""
    try:
        yield
    except (DBAPIError, PostgresError, InterfaceError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        if not (lost or passes(cause)):
            raise
        raise Unavailable(type(cause).__name__) from error
    except (OSError, PoolTimeout) as error:
        raise Unavailable(type(error).__name__) from error


def passes(cause: BaseException | None) -> bool:
    """Tell whether the driver's error is one that ends by itself."""
    name = getattr(cause, "sqlite_errorname", None)
    if name is not None:
        return str(name).startswith(_SQLITE_PASSING)
    state = getattr(cause, "sqlstate", None)
    return str(state).startswith(_PASSING)
