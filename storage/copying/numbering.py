"""Which number does a table give next? After a copy the same as before: none is given twice."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Table, func, select, text

_SQLITE_LAST = text("SELECT max(seq) FROM sqlite_sequence WHERE name = :table")
_SQLITE_FORGET = text("DELETE FROM sqlite_sequence WHERE name = :table")
_SQLITE_SET = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")
_POSTGRESQL_NAME = text("SELECT pg_get_serial_sequence(:table, :column)")
_POSTGRESQL_SET = text("SELECT setval(CAST(:sequence AS regclass), :last)")


def carry_numbers(source: Connection, target: Connection, table: Table) -> None:
    """Let the target go on counting where the source is, for the tables whose keys are counted."""
    counted = [column for column in table.primary_key if column.identity is not None]
    for column in counted:
        if last := last_number(source, column):
            _set_last(target, column, last)


def last_number(connection: Connection, column: Column[int]) -> int:
    """Return the last number that was given, its row still there or not; 0 for none."""
    known = _last_sqlite if connection.dialect.name == "sqlite" else _last_postgresql
    there = connection.execute(select(func.max(column))).scalar_one()
    return max(known(connection, column), there or 0)


def _last_sqlite(connection: Connection, column: Column[int]) -> int:
    return connection.execute(_SQLITE_LAST, {"table": column.table.name}).scalar_one() or 0


def _last_postgresql(connection: Connection, column: Column[int]) -> int:
    # the name comes from PostgreSQL, quoted where it must be
    query = f"SELECT last_value FROM {_sequence(connection, column)} WHERE is_called"  # noqa: S608
    return connection.exec_driver_sql(query).scalar() or 0


def _set_last(connection: Connection, column: Column[int], last: int) -> None:
    name = column.table.name
    if connection.dialect.name != "sqlite":
        values = {"sequence": _sequence(connection, column), "last": last}
        connection.execute(_POSTGRESQL_SET, values)
    elif column.table.dialect_options["sqlite"]["autoincrement"]:
        connection.execute(_SQLITE_FORGET, {"table": name})
        connection.execute(_SQLITE_SET, {"table": name, "last": last})


def _sequence(connection: Connection, column: Column[int]) -> str:
    values = {"table": column.table.name, "column": column.name}
    return str(connection.execute(_POSTGRESQL_NAME, values).scalar_one())
