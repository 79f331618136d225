"""Do misunderstood texts go with time, and does `palabre nlu misunderstood` show them meanwhile?"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import palabre
from bot.conversation.misunderstood import unlink
from bot.settings import Settings
from dialogues.understanding import Guess, Understanding
from storage import models
from storage.database import open_database
from storage.migrations import upgrade
from tests.journey.house import House

SAID = "mon gloubi au 06 12 34 56 78"
GUESSED = Understanding((Guess("help", 0.31), Guess("greet", 0.2)))


async def test_misunderstood_texts_go_after_90_days(house: House) -> None:
    now = datetime.now(UTC)
    kept = unlink(SAID, GUESSED, "fr", now)
    await house.service.database.transact(lambda unit: unit.misunderstood.add([kept]))
    await house.service.housekeeping.tidy(now + timedelta(days=89))
    assert len(await house.rows(models.Misunderstood)) == 1
    await house.service.housekeeping.tidy(now + timedelta(days=92))
    assert await house.rows(models.Misunderstood) == []


async def keep(settings: Settings) -> None:
    """Store a misunderstood text where a command will look."""
    settings.data.mkdir(exist_ok=True)
    await upgrade(settings.store)
    database = open_database(settings.store)
    kept = unlink(SAID, GUESSED, "fr", datetime(2026, 9, 1, tzinfo=UTC))
    await database.transact(lambda unit: unit.misunderstood.add([kept, kept]))
    await database.close()


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ((), "2026-09-01 fr   2×  help 0.31, greet 0.20\n    mon gloubi au 00 00 00 00 00\n"),
        (("--yaml",), '  - intent: "help"\n    examples: |\n      - mon gloubi au 00 00 00 00 00\n'),
        (("--language", "en"), "Nothing to learn from.\n"),
    ],
)
async def test_the_command_shows_masked_texts(
    options: tuple[str, ...], shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path / "data"))
    await keep(Settings())
    command = ["nlu", "misunderstood", "--data", str(tmp_path), *options]
    # the command has an event loop of its own
    done = await asyncio.to_thread(CliRunner().invoke, palabre, command)
    assert done.exit_code == 0, done.output
    assert shown in done.output
