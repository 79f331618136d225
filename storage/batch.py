"""How do many rows travel to the store in one statement?

PostgreSQL takes one array per column (`unnest`; a JSON document costs it 15–30 µs more per session), SQLite one JSON
array of arrays (`json_each`). Inserts that give nothing back run row by row in SQLite's own loop, which is five times as
quick there. This file is all that the repositories need to know of the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    CursorResult,
    Dialect,
    Executable,
    FromClause,
    Select,
    Text,
    any_,
    bindparam,
    func,
    select,
    text,
    type_coerce,
)
from sqlalchemy import column as named
from sqlalchemy.dialects.postgresql import ARRAY, Insert, insert
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.models.base import encode

S = TypeVar("S")
Bind = Callable[[Any], Any]

#: Name of the parameter that carries a whole batch.
_WHOLE = "batch"


class Batch:
    """Rows of these columns, as a table that a statement can select from."""

    def __init__(self, *columns: Column[Any]) -> None:
        self.columns = columns
        self.names = [column.name for column in columns]
        self._rows = cache(self._build)
        self._parameters = cache(self._build_parameters)
        self._sql: dict[Insert, str] = {}
        self._found: dict[str, list[Bind | None]] = {}

    def rows(self, connection: Connection, name: str = "batch") -> FromClause:
        """Return the table of the rows; under another name it can stand twice in a statement."""
        return self._rows(connection.dialect.name, name)

    def select(self, connection: Connection) -> Select[Any]:
        """Return `SELECT` of all columns; its `WHERE true` keeps SQLite's `ON CONFLICT` unambiguous."""
        return select(*self.rows(connection).c).where(text("true"))

    def each(self, connection: Connection) -> FromClause:
        """Return the table for `put`: on SQLite one row, of parameters."""
        return self._parameters() if connection.dialect.name == "sqlite" else self.rows(connection)

    def run(
        self, connection: Connection, statement: Executable, rows: Sequence[Sequence[Any]], **more: Any
    ) -> Sequence[Any]:
        """Execute a statement over these rows, if there are any; return the rows it gives back."""
        if not rows:
            return []
        result = self._execute(connection, statement, list(zip(*rows, strict=True)), more)
        return result.all() if result.returns_rows else []

    def write(
        self,
        connection: Connection,
        statement: Executable,
        objects: Sequence[object],
        given: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Sequence[Any]:
        """Do what `run` does over the attributes of these objects; `given` holds what all rows share."""
        if not objects:
            return []
        columns = [_column(objects, name, given or {}) for name in self.names]
        result = self._execute(connection, statement, columns, more)
        return result.all() if result.returns_rows else []

    def put(
        self,
        connection: Connection,
        statement: Insert,
        objects: Sequence[object],
        given: Mapping[str, Any] | None = None,
    ) -> int:
        """Execute what `insert_each` returned over the attributes of these objects; return how many rows are new."""
        if not objects:
            return 0
        columns = [_column(objects, name, given or {}) for name in self.names]
        if connection.dialect.name == "sqlite":
            rows = list(zip(*self._bind_all(connection, columns), strict=True))
            return connection.exec_driver_sql(self._spelt(connection, statement), rows).rowcount
        return self._execute(connection, statement, columns, {}).rowcount

    def _execute(
        self,
        connection: Connection,
        statement: Executable,
        columns: Sequence[Sequence[Any]],
        more: Mapping[str, Any],
    ) -> CursorResult[Any]:
        bound = self._bind_all(connection, columns)
        if connection.dialect.name == "sqlite":
            return connection.execute(statement, {_WHOLE: encode(list(zip(*bound, strict=True))), **more})
        arrays: dict[str, Any] = {
            f"{_WHOLE}_{name}": column for name, column in zip(self.names, bound, strict=True)
        }
        return connection.execute(statement, {**arrays, **more})

    def _bind_all(self, connection: Connection, columns: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
        binds = self._binds(connection.dialect)
        return [_bound(bind, column) for bind, column in zip(binds, columns, strict=True)]

    def _spelt(self, connection: Connection, statement: Insert) -> str:
        """Return the SQL of an `insert_each`, spelt once: its parameters are the columns, in their order."""
        if statement not in self._sql:
            self._sql[statement] = str(statement.compile(dialect=connection.dialect))
        return self._sql[statement]

    def _binds(self, dialect: Dialect) -> list[Bind | None]:
        """Return how each column turns a value into the driver's, found once per kind of store."""
        if dialect.name not in self._found:
            self._found[dialect.name] = [
                column.type.dialect_impl(dialect).bind_processor(dialect) for column in self.columns
            ]
        return self._found[dialect.name]

    def _build(self, dialect: str, name: str) -> FromClause:
        return self._json_each(name) if dialect == "sqlite" else self._unnest(name)

    def _build_parameters(self) -> FromClause:
        return select(*(bindparam(name, type_=Text).label(name) for name in self.names)).subquery("batch")

    def _unnest(self, name: str) -> FromClause:
        arrays = [bindparam(f"{_WHOLE}_{c.name}", type_=ARRAY(_plain(c.type))) for c in self.columns]
        columns = [named(c.name, c.type) for c in self.columns]
        return func.unnest(*arrays).table_valued(*columns).render_derived(name)

    def _json_each(self, name: str) -> FromClause:
        each = func.json_each(bindparam(_WHOLE, type_=Text)).table_valued("value", name=f"{name}_each")
        cells = [
            type_coerce(func.json_extract(each.c.value, f"$[{rank}]"), c.type).label(c.name)
            for rank, c in enumerate(self.columns)
        ]
        return select(*cells).subquery(name)


def _column(objects: Sequence[object], name: str, given: Mapping[str, Any]) -> Sequence[Any]:
    if name in given:
        return list(repeat(given[name], len(objects)))
    return list(map(attrgetter(name), objects))


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """Return what the driver sees: an array type would take a JSON list for one more dimension."""
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _bound(bind: Bind | None, column: Sequence[Any]) -> Sequence[Any]:
    """Return a column as the driver takes it; a value that all rows share is turned once."""
    if bind is None:
        return list(column)
    if all(value is column[0] for value in column):
        return [bind(column[0])] * len(column)
    return list(map(bind, column))


def prepared(build: Callable[[Connection], S]) -> Callable[[Connection], S]:
    """Build a statement once per kind of store: building costs more than executing a small batch.

    What changes from one execution to the next must be a named parameter.
    """
    built: dict[str, S] = {}

    def statement(connection: Connection) -> S:
        name = connection.dialect.name
        if name not in built:
            built[name] = build(connection)
        return built[name]

    return statement


def insert_batch(batch: Batch, connection: Connection, *only: ColumnElement[bool]) -> Insert:
    """Return an `INSERT … SELECT` of the batch into its table; `on_conflict_…` reads the same on both stores."""
    target = batch.columns[0].table
    return insert(target).from_select(batch.names, batch.select(connection).where(*only))


def insert_each(batch: Batch, connection: Connection, *only: ColumnElement[bool]) -> Insert:
    """Return `insert_batch` for `put`: it gives nothing back but the number of new rows."""
    target = batch.columns[0].table
    rows = select(*batch.each(connection).c).where(text("true"), *only)
    return insert(target).from_select(batch.names, rows).execution_options(preserve_rowcount=True)


def as_row(batch: Batch, row: object, given: Mapping[str, Any] | None = None) -> list[Any]:
    """Return an object's attributes in the order of the batch; `given` overrides or adds."""
    extra = given or {}
    return [extra[name] if name in extra else getattr(row, name) for name in batch.names]


def among(column: ColumnElement[int], query: Select[Any], connection: Connection) -> ColumnElement[bool]:
    """Return whether the column is among the query's results, which PostgreSQL must find first, and once.

    `IN (SELECT … LIMIT … FOR UPDATE SKIP LOCKED)` may be planned as a join that runs the query again and again.
    """
    if connection.dialect.name == "sqlite":
        return column.in_(query)
    return column == any_(func.array(query.scalar_subquery(), type_=ARRAY(column.type)))
