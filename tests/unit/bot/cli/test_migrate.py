"""Does `palabre migrate` tell a database that cannot be written from one that is up to date?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from click.testing import CliRunner

from bot.cli import palabre
from tests.servers.postgresql import PostgresqlServer


@pytest.fixture
def empty_url(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """Give an empty database of this test's own."""
    url = postgresql_server.create()
    yield url
    postgresql_server.drop(url)


async def freeze(url: str) -> None:
    """Let nothing be written from the next connection on."""
    connection = await asyncpg.connect(url)
    name = url.partition("?")[0].rpartition("/")[2]
    await connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    await connection.close()


@pytest.mark.needs("postgresql")
def test_read_only_is_not_up_to_date(empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path))
    monkeypatch.setenv("PALABRE_DATABASE_URL", empty_url)
    assert CliRunner().invoke(palabre, ["migrate"]).output == "The schema is up to date (PostgreSQL).\n"
    asyncio.run(freeze(empty_url))
    result = CliRunner().invoke(palabre, ["migrate"])
    assert (result.exit_code, result.output) == (1, "")
    assert "the database is read-only (PALABRE_DATABASE_URL)" in str(result.exception)
