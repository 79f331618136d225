"""May this account make what the service must make in its database, or write in what is there?"""

from __future__ import annotations

from sqlalchemy import text

from storage.errors import Refused
from storage.models import metadata
from storage.unit import Unit

#: PostgreSQL's state for what an account may not do
NOT_ALLOWED = "42501"

#: True where something may not be done: the schema, once there are tables, is not made again.
_LACKING = text("""
    SELECT CASE
        WHEN to_regclass('alembic_version') IS NULL
        THEN NOT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
        ELSE EXISTS (
            SELECT FROM unnest(CAST(:tables AS text[])) AS name
            WHERE NOT has_table_privilege(to_regclass(name), 'SELECT')
               OR NOT has_table_privilege(to_regclass(name), 'INSERT')
        )
    END
""")


def check_rights(unit: Unit) -> None:
    """Raise Refused where the account may not do what a start, or the first message, wants. SQLite's file tells itself."""
    if unit.connection.dialect.name == "sqlite":
        return
    if unit.connection.execute(_LACKING, {"tables": sorted(metadata.tables)}).scalar_one():
        raise Refused(NOT_ALLOWED, None)
