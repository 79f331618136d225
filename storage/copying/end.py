"""How is one end of a copy held, so that nobody else writes there meanwhile?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, Literal

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, delete, event, select, text
from sqlalchemy.exc import DBAPIError

from storage import migrations, postgresql, sqlite
from storage.errors import CannotCopy, passes
from storage.models import Definition, metadata
from storage.models.base import table as table_of

Side = Literal["source", "target"]

#: How a copy is called in pg_stat_activity, where every process of the service is called `palabre…`.
NAME = "palabre copy"

#: How long a copy waits for those who hold an end, in milliseconds: a service never lets go, a command does.
PATIENCE = 2_000

#: Counts the connections of the service, at work or not.
_SCRIPTS = table_of(Definition)

_OTHERS = text("""
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'palabre%' AND application_name <> :name
""")


@asynccontextmanager
async def open_end(url: URL, side: Side, *, is_new: bool = False) -> AsyncIterator[Connection]:
    """Give a connection in a transaction, committed at the end; PostgreSQL's works under `greenlet_spawn` only.

    A file that is new is taken away when that fails. Raise CannotCopy when the source is not there, or another process
    has the file open.
    """
    if url.get_backend_name() == "sqlite":
        with _open_file(url, side, is_new=is_new) as connection:
            yield connection
        return
    server = postgresql.open_engine(url)
    try:
        async with server.begin() as connection:
            assert connection.sync_connection is not None
            yield connection.sync_connection
    finally:
        await server.dispose()


def check_revision(connection: Connection, side: Side) -> None:
    """Raise CannotCopy unless the schema is this release's."""
    here = MigrationContext.configure(connection).get_current_revision()
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    wanted = ScriptDirectory.from_config(config).get_current_head()
    if here != wanted:
        raise CannotCopy(
            f"the schema of the {side} is at {here}, this release's at {wanted}: `palabre migrate` it first"
        )


def hold(connection: Connection, side: Side) -> None:
    """Keep everybody from writing until the end; a file is held since it was opened.

    Raise CannotCopy when a service is connected, or holds a row.
    """
    if connection.dialect.name == "sqlite":
        return
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE}")
    connection.exec_driver_sql(f"SET application_name = '{NAME}'")
    if others := connection.execute(_OTHERS, {"name": NAME}).scalar_one():
        raise CannotCopy(
            f"{others} connections of the service are open on the {side}: stop every palabre there first"
        )
    names = ", ".join(f'"{name}"' for name in metadata.tables)
    try:
        connection.exec_driver_sql(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
    except DBAPIError as error:
        if passes(error.orig):
            raise _in_use(side) from None
        raise


def make_room(connection: Connection) -> None:
    """Raise CannotCopy when a table of the target holds a row; the scripts, which any command leaves there, go."""
    for table in metadata.sorted_tables:
        if table is not _SCRIPTS and connection.execute(select(table).limit(1)).first() is not None:
            raise CannotCopy(f"the target is not empty ({table.name}): copy into a new database")
    connection.execute(delete(_SCRIPTS))


def _take_file(connection: SqliteConnection, _record: Any) -> None:
    """Hold the file alone: whoever has it open, idle or not, keeps us out, and we keep out whoever comes."""
    connection.isolation_level = None
    for statement in (
        f"PRAGMA busy_timeout={PATIENCE}",
        "PRAGMA locking_mode=EXCLUSIVE",
        "BEGIN IMMEDIATE",
        "ROLLBACK",
    ):
        connection.execute(statement).close()


@contextmanager
def _open_file(url: URL, side: Side, *, is_new: bool) -> Iterator[Connection]:
    if side == "source" and not Path(str(url.database)).is_file():
        raise CannotCopy(f"there is no file {url.database}")
    engine = sqlite.open_engine(url, kept=False)
    event.listen(engine, "connect", _take_file, insert=True)
    undone = _undone(url) if is_new else nullcontext()
    with _connect(engine, side) as connection, undone, connection.begin():
        yield connection


@contextmanager
def _undone(url: URL) -> Iterator[None]:
    """Take a file that is held away where all does not go well: an empty one looks like a town that lost all."""
    try:
        yield
    except BaseException:
        for tail in ("", "-wal", "-shm"):
            Path(f"{url.database}{tail}").unlink(missing_ok=True)
        raise


def _connect(engine: Engine, side: Side) -> Connection:
    try:
        return engine.connect()
    except DBAPIError as error:
        if passes(error.orig):
            raise _in_use(side) from None
        raise


def _in_use(side: Side) -> CannotCopy:
    return CannotCopy(f"another program has the {side} open: stop every palabre there first")
