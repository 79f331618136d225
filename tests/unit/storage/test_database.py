"""Which URLs name a store?"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from storage.database import new_id, open_database, parse_url
from storage.errors import BadDatabaseUrl
from storage.postgresql import PostgresqlDatabase
from storage.sqlite import SqliteDatabase


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+asyncpg", "postgresql+psycopg"])
def test_postgresql_means_asyncpg(scheme: str) -> None:
    parsed = parse_url(f"{scheme}://me:secret@db/town")
    assert parsed.render_as_string(hide_password=False) == "postgresql+asyncpg://me:secret@db/town"


def test_a_path_means_sqlite() -> None:
    assert parse_url("sqlite:///data/palabre.db").database == "data/palabre.db"


@pytest.mark.parametrize(
    "url", ["", "palabre.db", "sqlite://", "sqlite:///:memory:", "mysql://db/town", "://"]
)
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(BadDatabaseUrl, match=r"PALABRE_DATABASE_URL.*use sqlite:///"):
        parse_url(url)


@pytest.mark.parametrize("name", ["sslmode", "ssl"])
def test_tls_is_asked_for_as_elsewhere(name: str) -> None:
    parsed = parse_url(f"postgresql://db/town?{name}=require&host=/run/db")
    assert dict(parsed.query) == {"ssl": "require", "host": "/run/db"}
    _, options = PGDialect_asyncpg().create_connect_args(parsed)  # type: ignore[no-untyped-call]
    assert options["ssl"] == "require" and "sslmode" not in options


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("sslmode=yes", "sslmode is one of disable"),
        ("sslkey=/key.pem", "the parameter sslkey is not"),
        ("sslmode=verify-full", "wants sslrootcert=, the file of the authority"),
        ("sslmode=require&sslrootcert=system", "goes with sslmode=verify-full or verify-ca"),
        ("sslmode=verify-ca&sslrootcert=/no/ca.pem", "no file of certificates that can be read"),
    ],
)
def test_a_parameter_nobody_takes_is_refused(
    query: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PGSSLROOTCERT", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(BadDatabaseUrl, match=said):
        parse_url(f"postgresql://db/town?{query}")


def test_a_refusal_quotes_no_password() -> None:
    with pytest.raises(BadDatabaseUrl) as caught:
        parse_url("mysql://me:secret@db/town")
    assert "secret" not in str(caught.value)


async def test_each_url_opens_its_store() -> None:
    sqlite, postgresql = open_database("sqlite:///x.db"), open_database("postgresql://db/town")
    assert isinstance(sqlite, SqliteDatabase)
    assert isinstance(postgresql, PostgresqlDatabase)
    await sqlite.close()
    await postgresql.close()


def test_ids_sort_by_age() -> None:
    ids = [new_id() for _ in range(100)]
    assert ids == sorted(ids)
    assert {len(one) for one in ids} == {32}
