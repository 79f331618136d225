"""Does `palabre broadcast` show what it sends, and say until when it waits, and why?"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from bot.cli import palabre
from bot.settings.hours import DAYS
from storage.consents import Consent
from storage.database import open_database
from storage.unit import Unit

PHONE = "lea"
NEWS = "broadcast: piscine\nmessage: La piscine rouvre lundi.\nsegment: everyone\n"

#: a day on which one may write first, far enough that the test never ends in it
OPENS = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(days=3)


@pytest.fixture(autouse=True)
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an announcement for one resident, in a town where nobody may be written to today."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path))
    monkeypatch.setenv("PALABRE_SIMULATOR", "true")
    monkeypatch.setenv("PALABRE_HOLIDAYS", "none")
    monkeypatch.setenv("PALABRE_WRITING_HOURS", f"{DAYS[OPENS.weekday()]} 08:00-20:00")
    assert CliRunner().invoke(palabre, ["migrate"]).exit_code == 0
    asyncio.run(settle(f"sqlite:///{tmp_path / 'palabre.db'}"))
    (tmp_path / "news.yml").write_text(NEWS, encoding="utf-8")
    return tmp_path / "news.yml"


async def settle(url: str) -> None:
    """Have a resident who agreed to news."""

    def put(unit: Unit) -> None:
        now = datetime.now(UTC)
        key = ("simulator", f"sms-{PHONE}")
        who = unit.participants.resolve([key], now)[key]
        unit.consents.add([Consent(who, "news", True, now, "simulator", "…", "staff")])

    database = open_database(url)
    await database.transact(put)
    await database.close()


def run(*words: str, typed: str = "") -> Result:
    result = CliRunner().invoke(palabre, ["broadcast", *words], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def morning() -> str:
    return f"{OPENS:%A} {OPENS.day} {OPENS:%B %Y} 08:00"


def test_yes_shows_the_preview_too(news: Path) -> None:
    shown = run("preview", str(news)).output
    assert "1 people would get it" in shown and morning() in shown
    assert run("send", str(news), "--by", "anne", "--yes").output.startswith(shown)


def test_sent_at_night_says_until_when(news: Path) -> None:
    waits = f"piscine: waits until {morning()}: nobody is written to first before"
    assert waits in run("send", str(news), "--by", "anne", typed="y\n").output
    assert run("status", "piscine").output.startswith(waits)


def test_sent_in_the_hours_goes_on_its_way(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_WRITING_HOURS", "mon-sun 00:00-24:00")
    assert "piscine: goes on its way." in run("send", str(news), "--by", "anne", "--yes").output
    assert run("status", "piscine").output.startswith("piscine: goes on its way.")


def test_resumed_at_night_says_until_when(news: Path) -> None:
    run("send", str(news), "--by", "anne", "--yes")
    assert "paused" in run("pause", "piscine", "--by", "anne").output
    assert morning() in run("resume", "piscine", "--by", "anne").output


@pytest.mark.parametrize(("clock", "also"), [("09:00", False), ("23:00", True)])
def test_a_later_time_is_told(news: Path, clock: str, also: bool) -> None:
    said = run("send", str(news), "--by", "anne", "--yes", "--at", f"{OPENS:%Y-%m-%d} {clock}").output
    due = morning().replace("08:00", clock)
    assert f"waits for its time, {due}" in said
    assert ("then until" in said) is also
    assert "at once" not in said


def test_nothing_is_sent_without_a_yes(news: Path) -> None:
    assert "Aborted" in run("send", str(news), "--by", "anne", typed="n\n").output
    assert run("list").output == "There is no broadcast.\n"
