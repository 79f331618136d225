"""Which store holds the truth, and how is one transaction run on it?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import uuid_utils
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import BadDatabaseUrl
from storage.troubles import SPELLING
from storage.unit import NewId, Unit

T = TypeVar("T")


#: what may follow ? in a PostgreSQL URL, by asyncpg's names; `sslmode`, as others write it, is `ssl`
PARAMETERS = ("host", "port", "ssl", "sslrootcert", "passfile", "target_session_attrs")


class Database(Protocol):
    """A store: SQLite or PostgreSQL, the same work on both."""

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """Run `work` in one transaction with one commit; any exception rolls it back and propagates.

        Raise Unavailable when the store cannot be reached, is full, or gave the transaction up.
        `work` is synchronous, touches nothing but the unit, and may run in another thread.
        """

    async def execute(self, work: Callable[[Unit], T]) -> T:
        """Run `work`, which executes one statement at most: a transaction that asks the server once, not three times.

        Raise SecondStatementError when it executes another, and what `transact` raises.
        """

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Run `work`, which may not write; it never waits for writers. What commits meanwhile may show half-way."""

    async def ping(self) -> None:
        """Return when the store answers; raise Unavailable when it does not."""

    async def close(self) -> None:
        """Finish what was begun, then let go of every connection."""


def new_id() -> str:
    """Return a UUID version 7 in hexadecimal: ids sort by age, so indexes grow at one end."""
    return uuid_utils.uuid7().hex


def is_there(url: URL) -> bool:
    """Tell whether SQLite's file is there: opening would make an empty one; whether PostgreSQL is, it answers itself."""
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).exists()


def parse_url(url: str) -> URL:
    """Return the URL with the driver this service uses; raise BadDatabaseUrl."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # a value error quotes what it took for a port: a piece of the password
        raise BadDatabaseUrl(f"not a database URL ({SPELLING})") from None
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite")
        case "sqlite":
            raise BadDatabaseUrl("SQLite needs a file")
        case "postgresql" | "postgres":
            return _as_asyncpg_takes(parsed.set(drivername="postgresql+asyncpg"))
        case other:
            raise BadDatabaseUrl(f"no such store: {other}")


def _as_asyncpg_takes(url: URL) -> URL:
    """Return the URL with libpq's `sslmode` under asyncpg's name; raise BadDatabaseUrl for a parameter that it lacks."""
    query = {"ssl" if name == "sslmode" else name: value for name, value in url.query.items()}
    unknown = [name for name in url.query if name not in (*PARAMETERS, "sslmode")]
    if unknown:
        raise BadDatabaseUrl(
            f"the parameter {unknown[0]} is not taken (sslmode, {', '.join(PARAMETERS)} are)"
        )
    # the driver is read where PostgreSQL is used only
    from storage.tls import check_tls

    taken = url.set(query=query)
    check_tls(taken)
    return taken


def open_database(url: str, new_id: NewId = new_id) -> Database:
    """Return the store behind a URL, not connected yet; raise BadDatabaseUrl."""
    from storage.postgresql import PostgresqlDatabase
    from storage.sqlite import SqliteDatabase

    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteDatabase(parsed, new_id)
    return PostgresqlDatabase(parsed, new_id)
