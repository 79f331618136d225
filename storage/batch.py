"""How do many rows travel to the store in one statement?

PostgreSQL takes one array per column (`unnest`), SQLite one JSON array of arrays (`json_each`): this file is all
that the repositories need to know of the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
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

#: Name of the parameter that carries a whole batch to SQLite.
_WHOLE = "batch"


class Batch:
    """Rows of these columns, as a table that a statement can select from."""

    def __init__(self, *columns: Column[Any]) -> None:
        self.columns = columns
        self.names = [column.name for column in columns]
        self._rows = cache(self._build)
        self._found: dict[str, list[Callable[[Any], Any] | None]] = {}

    def rows(self, connection: Connection, name: str = "batch") -> FromClause:
        """Return the table of the rows; under another name it can stand twice in a statement."""
        return self._rows(connection.dialect.name, name)

    def select(self, connection: Connection) -> Select[Any]:
        """Return `SELECT` of all columns; its `WHERE true` keeps SQLite's `ON CONFLICT` unambiguous."""
        return select(*self.rows(connection).c).where(text("true"))

    def values(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
        """Return the parameters that carry these rows."""
        binds = self._binds(connection)
        lists = list(zip(*rows, strict=True)) or [()] * len(binds)
        arrays = [
            list(map(bind, each)) if bind else list(each) for bind, each in zip(binds, lists, strict=True)
        ]
        if connection.dialect.name == "sqlite":
            return {_WHOLE: encode(list(zip(*arrays, strict=True)))}
        return {f"{_WHOLE}_{name}": array for name, array in zip(self.names, arrays, strict=True)}

    def run(
        self, connection: Connection, statement: Executable, rows: Sequence[Sequence[Any]], **more: Any
    ) -> Sequence[Any]:
        """Execute a statement over these rows, if there are any; return the rows it gives back."""
        if not rows:
            return []
        result = connection.execute(statement, self.values(connection, rows) | more)
        return result.all() if result.returns_rows else []

    def _binds(self, connection: Connection) -> list[Callable[[Any], Any] | None]:
        """Return how each column turns a value into the driver's, found once per kind of store."""
        dialect = connection.dialect
        if dialect.name not in self._found:
            self._found[dialect.name] = [
                c.type.dialect_impl(dialect).bind_processor(dialect) for c in self.columns
            ]
        return self._found[dialect.name]

    def _build(self, dialect: str, name: str) -> FromClause:
        return self._json_each(name) if dialect == "sqlite" else self._unnest(name)

    def _unnest(self, name: str) -> FromClause:
        arrays = [bindparam(f"{_WHOLE}_{c.name}", type_=ARRAY(_plain(c.type))) for c in self.columns]
        columns = [named(c.name, c.type) for c in self.columns]
        return func.unnest(*arrays).table_valued(*columns, name=name).render_derived()

    def _json_each(self, name: str) -> FromClause:
        each = func.json_each(bindparam(_WHOLE, type_=Text)).table_valued("value", name=f"{name}_each")
        cells = [
            type_coerce(func.json_extract(each.c.value, f"$[{rank}]"), c.type).label(c.name)
            for rank, c in enumerate(self.columns)
        ]
        return select(*cells).subquery(name)


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


def as_row(batch: Batch, row: object, given: Mapping[str, Any] | None = None) -> list[Any]:
    """Return an object's attributes in the order of the batch; `given` overrides or adds."""
    extra = given or {}
    return [extra[name] if name in extra else getattr(row, name) for name in batch.names]


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """Return what the driver sees: an array type would take a JSON list for one more dimension."""
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def among(column: ColumnElement[int], query: Select[Any], connection: Connection) -> ColumnElement[bool]:
    """Return whether the column is among the query's results, which PostgreSQL must find first, and once.

    `IN (SELECT … LIMIT … FOR UPDATE SKIP LOCKED)` may be planned as a join that runs the query again and again.
    """
    if connection.dialect.name == "sqlite":
        return column.in_(query)
    return column == any_(func.array(query.scalar_subquery(), type_=ARRAY(column.type)))
