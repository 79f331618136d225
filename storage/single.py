"""How is a statement its own transaction, and a second one beside it refused?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Dialect

from storage.unit import NewId, Unit

T = TypeVar("T")


class SecondStatementError(Exception):
    """Work that was to execute one statement executes two: the first would be committed without it."""


class Single:
    """A connection for one statement, as far as repositories use one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._used = False

    @property
    def dialect(self) -> Dialect:
        """Return what kind of store this is."""
        return self._connection.dialect

    def execute(self, *args: Any, **options: Any) -> Any:
        """Execute the statement; raise SecondStatementError for another."""
        self._use()
        return self._connection.execute(*args, **options)

    def exec_driver_sql(self, *args: Any, **options: Any) -> Any:
        """Do the same with a statement that is spelt already."""
        self._use()
        return self._connection.exec_driver_sql(*args, **options)

    def _use(self) -> None:
        if self._used:
            raise SecondStatementError("one statement is its own transaction: use transact for more")
        self._used = True


def alone(work: Callable[[Unit], T], new_id: NewId) -> Callable[[Unit], T]:
    """Return work that may execute one statement at most."""
    return lambda unit: work(Unit(cast(Connection, Single(unit.connection)), new_id))
