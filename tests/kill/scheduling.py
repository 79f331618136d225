"""Do two schedulers that are killed at any moment fire each time of every schedule once?

`python -m tests.kill.scheduling URL FOLDER COUNT` forks two that both believe they lead, on one PostgreSQL; sets their clock
to the next time, kills one somewhere on the way to it, forks another in its place; prints what was found as JSON.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import orjson
from sqlalchemy import func, select

from bot.bootstrap import Service, build
from bot.demo.town import settle_town
from bot.logs import set_up_logs
from bot.participation.broadcasts.agenda import read_agenda
from bot.scheduler.firing import fire_due
from bot.scheduler.occurring import occur
from storage import models
from storage.consents import Consent
from storage.database import open_database
from storage.models.base import table
from storage.unit import Unit
from tests.journey.house import settings
from tests.journey.reading import read_once, scripts
from tests.kill.rehearsal import ALIVE, BROKEN, LANGUAGES

#: Seconds between two looks of a scheduler, and of whoever drives them.
LOOK = 0.02

#: Schedules of the town, and people that each of their times is for.
SCHEDULES, PEOPLE = 10, 3

#: Before the first time; seconds until one dies after the clock was set, and that all may take to fire it.
START, LIVES, PATIENCE = datetime(2026, 3, 1, tzinfo=UTC), (0.0, 0.08), 60.0

SEED = 20260605


@dataclass(slots=True)
class Report:
    """What all the times came to."""

    kills: int = 0
    schedules: int = 0
    #: state of a broadcast → how many
    states: dict[str, int] = field(default_factory=dict)
    occurrences: int = 0
    recipients: int = 0
    faults: list[str] = field(default_factory=list)


def open_service(url: str, folder: Path) -> Service:
    """Build the service of a scheduler, in one language."""
    service = build(settings(url, folder, languages=LANGUAGES))
    service.premises.load = lambda _: scripts(LANGUAGES)
    return service


async def fill(url: str, folder: Path, count: int) -> None:
    """Store people, and schedules that fire `count` times in all: each on so many days, at an hour of its own."""
    service = open_service(url, folder)
    await settle_town(service.database)
    await service.premises.open()

    def work(unit: Unit) -> None:
        keys = [("simulator", f"sms-{n}") for n in range(PEOPLE)]
        people = unit.participants.introduce(keys, START)
        unit.consents.add([Consent(who, "news", True, START, "sms", "…", "staff") for who in people.values()])
        for hour in range(SCHEDULES):
            agenda = {
                "schedule": f"s{hour}", "starts": f"2026-03-02 {8 + hour:02}:00", "late": 168,
                "every": f"FREQ=DAILY;COUNT={count // SCHEDULES}",
                "send": {"message": "La piscine rouvre.", "segment": "everyone", "lasts": 672},
            }  # fmt: skip
            made = read_agenda(
                agenda, service.desk.known(unit, START), service.desk.window.timezone, "anne", START
            )
            assert unit.schedules.add(made)

    await service.database.transact(work)
    await service.close()


async def lead(url: str, folder: Path) -> None:
    """Fire what is due by the clock in the file, again and again, until killed."""
    service = open_service(url, folder)
    await service.premises.open()
    while True:
        now = datetime.fromisoformat((folder / "clock").read_text(encoding="utf-8"))
        await occur(service.database, service.desk, now)
        await fire_due(service.database, service.desk, now)
        await asyncio.sleep(LOOK)


def fork(url: str, folder: Path) -> int:
    """Start one scheduler; return its pid."""
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(lead(url, folder))
        finally:
            os._exit(BROKEN)  # it is killed, and never ends by itself
    return child


def set_clock(folder: Path, at: datetime) -> None:
    """Set the clock of both schedulers; they never see half of it."""
    (folder / "clock.next").write_text(at.isoformat(), encoding="utf-8")
    (folder / "clock.next").replace(folder / "clock")


async def fired(url: str) -> int:
    """Return how many broadcasts have their recipients."""
    database, rows = open_database(url), table(models.Broadcast)
    query = select(func.count()).select_from(rows).where(rows.c.fired_at.is_not(None))
    found = await database.read(lambda unit: int(unit.connection.execute(query).scalar_one()))
    await database.close()
    return found


def times(count: int) -> Sequence[datetime]:
    """Return the moments at which something is due, in their order; Paris is an hour ahead in March, then two."""
    zone = settings("sqlite:///unused", Path()).timezone
    first = datetime(2026, 3, 2, 8, 0, tzinfo=zone)
    days = range(count // SCHEDULES)
    return [(first + timedelta(days=day, hours=hour)) for day in days for hour in range(SCHEDULES)]


def drive(url: str, folder: Path, count: int) -> Report:
    """Set the clock from time to time, killing one scheduler on the way to each."""
    report, chance = Report(schedules=SCHEDULES), Random(SEED)
    set_clock(folder, START)
    pids = [fork(url, folder), fork(url, folder)]
    for n, at in enumerate(times(count), start=1):
        set_clock(folder, at.astimezone(UTC) + timedelta(seconds=1))
        time.sleep(chance.uniform(*LIVES))
        victim = chance.randrange(len(pids))
        os.kill(pids[victim], signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(pids[victim], 0)[1]) == -signal.SIGKILL
        report.kills += 1
        pids[victim] = fork(url, folder)
        given_up = time.monotonic() + PATIENCE
        while asyncio.run(fired(url)) < n:
            assert time.monotonic() < given_up, f"{n} of {count} was not fired"
            time.sleep(LOOK)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return report


async def judge(url: str, report: Report) -> None:
    """Write down what is stored, and what is there twice."""
    database = open_database(url)
    rows = await database.read(lambda unit: [_all(unit, m) for m in (models.Broadcast, models.Recipient)])
    report.occurrences = len(await database.read(lambda unit: _all(unit, models.Occurrence)))
    await database.close()
    broadcasts, recipients = rows
    report.states = dict(Counter(row["state"] for row in broadcasts))
    report.recipients = len(recipients)
    twice = Counter((row["schedule"], row["occurrence"]) for row in broadcasts)
    report.faults += [f"{key} {n} times" for key, n in twice.items() if n > 1]
    people = Counter((row["broadcast_id"], row["participant_id"]) for row in recipients)
    report.faults += [f"a recipient {n} times" for n in people.values() if n > 1]


def _all(unit: Unit, model: Any) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in unit.connection.execute(select(table(model)))]


def main(url: str, folder: Path, count: int) -> int:
    """Fill, drive, judge, print."""
    with read_once():
        scripts(LANGUAGES)
        asyncio.run(fill(url, folder, count))
        assert threading.active_count() == 1, "a fork would lose the other threads"
        gc.freeze()
        report = drive(url, folder, count)
        asyncio.run(judge(url, report))
    sys.stdout.buffer.write(orjson.dumps(asdict(report)))
    return ALIVE


if __name__ == "__main__":
    set_up_logs("ERROR")
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
