"""Does `palabre check` say that a key is not the town's, and make none?"""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.bootstrap.agreement import warn_of_another_key
from bot.cli.check_key import describe_key
from storage.database import open_database
from storage.migrations import upgrade
from tests.journey.house import settings


async def _start(url: str, key: str) -> None:
    await upgrade(url)
    database = open_database(url)
    await warn_of_another_key(database, key.encode())
    await database.close()


def test_a_key_that_is_not_the_towns_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/palabre.db"
    asyncio.run(_start(url, "a" * 32))
    mine, other = (settings(url, tmp_path, secret_key=letter * 32) for letter in "ab")
    assert list(describe_key(mine)) == []
    for _ in range(2):
        (line,) = describe_key(other)
        assert line.startswith("PALABRE_SECRET_KEY is not the one") and line.endswith(
            "give this one the same"
        )


def test_a_town_that_never_started_has_none(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/palabre.db"
    without = settings(url, tmp_path, secret_key=None)
    assert list(describe_key(without)) == [] == list(describe_key(settings(url, tmp_path)))
    asyncio.run(_start(url, "a" * 32))
    assert list(describe_key(without)) == [] and not (tmp_path / "secret.key").exists()
