"""Is an account told that may not make the tables, or not write in them?"""

from __future__ import annotations

import pytest

from storage.database import new_id, open_database
from storage.errors import Refused
from storage.migrations import upgrade
from storage.rights import check_rights
from storage.unit import Unit

pytestmark = pytest.mark.needs("postgresql")


async def as_guest(url: str, *granted: str) -> None:
    """Ask as an account that has these rights only; it never was there."""
    name, database = f"guest_{new_id()}", open_database(url)

    def ask(unit: Unit) -> None:
        for statement in (f"CREATE ROLE {name}", "REVOKE CREATE ON SCHEMA public FROM PUBLIC", *granted):
            unit.connection.exec_driver_sql(statement.format(name=name))
        unit.connection.exec_driver_sql(f"SET LOCAL ROLE {name}")
        check_rights(unit)
        raise LookupError("all is well")

    try:
        await database.transact(ask)
    finally:
        await database.close()


async def test_who_may_make_no_table_is_told(postgresql_url: str) -> None:
    empty = "DROP TABLE IF EXISTS alembic_version"
    with pytest.raises(Refused, match=r"does not let this account do what it must .*make it the owner"):
        await as_guest(postgresql_url, empty)
    with pytest.raises(LookupError):
        await as_guest(postgresql_url, empty, "GRANT CREATE ON SCHEMA public TO {name}")


async def test_who_may_not_write_in_tables_is_told(postgresql_url: str) -> None:
    await upgrade(postgresql_url)
    with pytest.raises(Refused, match="42501"):
        await as_guest(postgresql_url, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}")
    with pytest.raises(LookupError):
        await as_guest(postgresql_url, "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {name}")
