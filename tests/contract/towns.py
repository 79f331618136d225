"""What may a town hold? Anything that its columns take, in every table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Column, Table, UniqueConstraint

from storage.models import metadata
from storage.models.base import Document, Moment

Town = dict[str, list[dict[str, Any]]]

#: What both stores can hold: no NUL, no half of a surrogate pair (bot/channels/legibility.py takes them out).
TEXTS = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=40)
MOMENTS = st.datetimes(timezones=st.just(UTC))
DOCUMENTS = st.dictionaries(
    TEXTS,
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.lists(TEXTS),
    max_size=3,
)


#: What a column may hold, whatever the service would put there.
VALUES: dict[type, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(-(2**31), 2**31 - 1),
    str: TEXTS,
}


def value_of(column: Any) -> st.SearchStrategy[Any]:
    match column.type:
        case Moment():
            found: st.SearchStrategy[Any] = MOMENTS
        case Document():
            found = DOCUMENTS
        case other:
            found = VALUES[other.python_type]
    return st.none() | found if column.nullable else found


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Draw rows for every table, whose keys differ and whose references hold."""
    town: Town = {}
    for table in metadata.sorted_tables:
        rows = draw(st.lists(st.fixed_dictionaries({c.name: value_of(c) for c in table.columns}), max_size=3))
        town[table.name] = [row for n, row in enumerate(rows) if _settle(table, row, n, town)]
    return town


def _settle(table: Table, row: dict[str, Any], n: int, town: Town) -> bool:
    """Give the row its keys; False when it must refer to a row, and there is none."""
    unique = _unique(table)
    for column in table.columns:
        if column.foreign_keys:
            row[column.name] = _reference(column, n, town)
            if row[column.name] is None and not column.nullable:
                return False
            if column.name in unique and n >= _count(column, town):
                return False
        elif column.name in unique:
            row[column.name] = _distinct(row[column.name], n)
    return True


def _unique(table: Table) -> set[str]:
    """Return the columns of which no two rows hold the same."""
    alone = {column.name for column in table.columns if column.primary_key or column.unique}
    together = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    together += [index.columns for index in table.indexes if index.unique]
    return alone | {column.name for columns in together for column in columns}


def _reference(column: Column[Any], n: int, town: Town) -> Any:
    (key,) = column.foreign_keys
    there = town[key.column.table.name]
    return there[n % len(there)][key.column.name] if there else None


def _count(column: Column[Any], town: Town) -> int:
    (key,) = column.foreign_keys
    return len(town[key.column.table.name])


def _distinct(value: Any, n: int) -> Any:
    match value:
        case None:
            return None
        case int():
            return n + 1
        case datetime():
            return value.replace(year=2000 + n, day=1)
        case _:
            return f"{value}{n}"
