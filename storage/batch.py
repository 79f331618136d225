"""How do many rows travel to the store in one statement?

PostgreSQL takes one array per column (`unnest`), SQLite one JSON array of arrays (`json_each`): this file is all
that the repositories need to know of the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Executable,
    FromClause,
    Select,
    Text,
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

#: Name of the parameter that carries a whole batch to SQLite.
_WHOLE = "batch"


class Batch:
    """Rows of these columns, as a table that a statement can select from."""

    def __init__(self, *columns: Column[Any]) -> None:
        self.columns = columns
        self.names = [column.name for column in columns]
        self._rows = cache(self._build)

    def rows(self, connection: Connection, name: str = "batch") -> FromClause:
        """Return the table of the rows; under another name it can stand twice in a statement."""
        return self._rows(connection.dialect.name, name)

    def select(self, connection: Connection) -> Select[Any]:
        """Return `SELECT` of all columns; its `WHERE true` keeps SQLite's `ON CONFLICT` unambiguous."""
        return select(*self.rows(connection).c).where(text("true"))

    def values(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
        """Return the parameters that carry these rows."""
        binds = [
            c.type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for c in self.columns
        ]
        if connection.dialect.name == "sqlite":
            return {
                _WHOLE: encode([[_bound(*cell) for cell in zip(binds, row, strict=True)] for row in rows])
            }
        lists = list(zip(*rows, strict=True)) or [()] * len(binds)
        arrays = [[_bound(bind, value) for value in each] for bind, each in zip(binds, lists, strict=True)]
        return {f"{_WHOLE}_{name}": array for name, array in zip(self.names, arrays, strict=True)}

    def run(
        self, connection: Connection, statement: Executable, rows: Sequence[Sequence[Any]], **more: Any
    ) -> Sequence[Any]:
        """Execute a statement over these rows, if there are any; return the rows it gives back."""
        if not rows:
            return []
        result = connection.execute(statement, self.values(connection, rows) | more)
        return result.all() if result.returns_rows else []

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


def insert_batch(batch: Batch, connection: Connection, *only: ColumnElement[bool]) -> Insert:
    """Return an `INSERT … SELECT` of the batch into its table; `on_conflict_…` reads the same on both stores."""
    target = batch.columns[0].table
    return insert(target).from_select(batch.names, batch.select(connection).where(*only))


def as_row(batch: Batch, row: object, given: Mapping[str, Any] | None = None) -> list[Any]:
    """Return an object's attributes in the order of the batch; `given` overrides or adds."""
    extra = given or {}
    return [extra[name] if name in extra else getattr(row, name) for name in batch.names]


def _bound(bind: Callable[[Any], Any] | None, value: Any) -> Any:
    return bind(value) if bind else value


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """Return what the driver sees: an array type would take a JSON list for one more dimension."""
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind
