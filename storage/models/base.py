"""How do Python values lie in a column, the same way on both stores?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, cast

import orjson
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Identity,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    literal_column,
    text,
)
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

#: Constraints get the same name on both stores, so that a migration can drop them.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

#: Rows that are updated often keep room on their page, so that PostgreSQL updates them in place.
ROOMY = {"fillfactor": "70"}


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in, aware in UTC out, on SQLite too; a naive one raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.utcoffset() is None:
            raise ValueError("a stored time needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


class Document(TypeDecorator[Any]):
    """A JSON value kept as text, on PostgreSQL too: it is decoded here, and `::jsonb` there when wanted."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else encode(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else decode(value)


def encode(value: Any) -> str:
    """Return JSON; what orjson refuses goes through `json`: lone surrogates, integers beyond 64 bits (read as float)."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return json.dumps(value)


def decode(document: str) -> Any:
    """Return what `encode` was given."""
    try:
        return orjson.loads(document)
    except orjson.JSONDecodeError:
        return json.loads(document)


class Base(DeclarativeBase):
    """What every table shares; `metadata` knows them all once `storage.models` is imported."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {str: Text, datetime: Moment}


def numbered() -> MappedColumn[int]:
    """Return a primary key that the store counts, and never gives twice."""
    return mapped_column(BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True)


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index on the rows that satisfy `where` (SQL) only: the few that are still to be dealt with."""
    return Index(name, *columns, unique=unique, postgresql_where=text(where), sqlite_where=text(where))


def spelt(value: str | int) -> ColumnElement[Any]:
    """Return a constant of ours written into the SQL, where a column of a partial index is compared with it.

    A parameter would hide the index from the planner; and SQLite prepares a statement anew at every execution that
    compares such a column with a parameter: ten times what a small one takes.
    """
    return literal_column(str(value) if isinstance(value, int) else f"'{value}'")


def table(model: type[Base]) -> Table:
    """Return the Core table of a model: the repositories write Core, not ORM."""
    return cast(Table, model.__table__)
