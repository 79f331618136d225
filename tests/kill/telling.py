"""What happens when the process dies before or after each single step of a sending to many?

`python -m tests.kill.telling URL FOLDER WHAT` kills one child at each step of an announcement or a survey's question, lets a
second one go on, and prints what was found as JSON.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select, update

from bot.bootstrap import Service
from bot.demo.town import settle_town
from bot.logs import set_up_logs
from bot.participation.broadcasts.draft import read_draft
from bot.scheduler.firing import Origin, add, fire_due
from bot.scheduler.releasing import go_on
from storage import models
from storage.consents import Consent
from storage.database import Database, open_database
from storage.models.base import table
from storage.surveys import Survey
from storage.unit import Unit
from tests.journey.reading import read_once, scripts
from tests.kill.rehearsal import ALIVE, LANGUAGES, MANY, Point, in_child, open_service
from tests.kill.victim import Death, Kind, Mortal, Side, lines

#: People whom each sending is for.
PEOPLE = 3

#: what is sent
BODIES: dict[str, dict[str, Any]] = {
    "announcement": {"message": "La piscine rouvre lundi."},
    "question": {"survey": "langue"},
}

#: Rounds of the leader that a sending takes.
ROUNDS = 3


@dataclass(slots=True)
class Report:
    """What all the deaths came to."""

    deaths: dict[str, int] = field(default_factory=dict)
    #: state of a recipient → how many, after a second process went on
    states: dict[str, int] = field(default_factory=dict)
    accepted: int = 0
    faults: list[str] = field(default_factory=list)


async def settle(url: str) -> None:
    """Store the demo's town, and a survey that takes answers."""
    database, now = open_database(url), datetime.now(UTC)
    await settle_town(database)
    survey = Survey("langue", {"fr": "Votre langue"}, "language", "1", now, now, state="open")
    await database.transact(lambda unit: unit.surveys.save(survey))
    await database.close()


def prepare(unit: Unit, point: Point, service: Service, what: str, now: datetime) -> None:
    """Have people of their own for this death, who agree and know the assistant, and a sending to them, due now."""
    keys = [("simulator", f"sms-{point.name}-{n}") for n in range(PEOPLE)]
    if unit.participants.known(keys):
        return
    people = unit.participants.introduce(keys, now).values()
    who, known = table(models.Participant), {"introduced_at": now}
    unit.connection.execute(update(who).where(who.c.id.in_(list(people))).values(known))
    purposes = ("news", "questions")
    unit.consents.add([Consent(one, p, True, now, "sms", "…", "staff") for one in people for p in purposes])
    unit.segments.join(point.name, list(people), now)
    data = {"broadcast": point.name, "segment": {"group": point.name}, **BODIES[what]}
    assert add(unit, read_draft(data, service.desk.known(unit, now)), now, Origin("anne"), now) is not None


async def send(point: Point, service: Service, store: Database, what: str) -> None:
    """Do what the leader, the workers and the senders do until all have it."""
    now = datetime.now(UTC)
    await store.transact(lambda unit: prepare(unit, point, service, what, now))
    for _ in range(ROUNDS):
        await fire_due(store, service.desk, datetime.now(UTC))
        await go_on(store, service.desk, datetime.now(UTC))
        await service.settle()


async def live(point: Point, what: str) -> None:
    """Send until the death, or to the end."""
    death = Death(point.kind, point.side, point.n)
    service = await open_service(point, death)
    await send(point, service, Mortal(service.database, death), what)
    await service.close()


async def take_over(point: Point, what: str) -> None:
    """Go on as the next process does, and look at who has it."""
    death = Death(point.kind, point.side, MANY * MANY)
    service = await open_service(point, death)
    await service.recovery.recover(timedelta(0))
    await send(point, service, Mortal(service.database, death), what)
    rows = await service.database.read(lambda unit: recipients(unit, point.name))
    await service.close()
    accepted = Counter(line.split()[0] for line in lines(point.file("accepted")))
    faults = list(judge(rows, accepted))
    states = Counter(row["state"] for row in rows)
    found = {"states": states, "accepted": accepted.total(), "faults": faults}
    point.file("verdict").write_bytes(orjson.dumps(found))


def recipients(unit: Unit, slug: str) -> list[dict[str, Any]]:
    """Return the recipients of a sending."""
    broadcast, rows = unit.broadcasts.by_slug(slug), table(models.Recipient)
    query = select(rows).where(rows.c.broadcast_id == (broadcast.id if broadcast else ""))
    return [dict(row._mapping) for row in unit.connection.execute(query)]


def judge(rows: Sequence[dict[str, Any]], accepted: Counter[str]) -> Sequence[str]:
    """Each has it once; only somebody whose message was leaving at the death may be uncertain, and has it once or not."""
    faults = [] if len(rows) == PEOPLE else [f"{len(rows)} recipients"]
    for row in rows:
        n = accepted[row["address"]]
        if n > 1 or (n, row["state"]) not in ((1, "sent"), (1, "uncertain"), (0, "uncertain")):
            faults.append(f"{row['address']} has it {n} times, and is {row['state']}")
    return faults


def rehearse(url: str, folder: Path, what: str) -> Report:
    """Kill at every step, until a child lives to the end."""
    report, loaded = Report(), scripts(LANGUAGES)
    asyncio.run(settle(url))
    asyncio.run(live(Point(url, folder, loaded, "send", "before", MANY * MANY), what))
    assert threading.active_count() == 1, "a fork would lose the other threads"
    gc.freeze()
    kinds: tuple[tuple[Kind, Side], ...] = (
        ("transact", "before"), ("transact", "after"), ("send", "before"), ("send", "after"),
    )  # fmt: skip
    for kind, side in kinds:
        for n in range(1, MANY):
            point = Point(url, folder, loaded, kind, side, n)
            code = in_child(lambda point=point: live(point, what))  # type: ignore[misc]
            if code >= 0:
                report.faults += [f"{point.name} broke"] * (code != ALIVE)
                break
            report.deaths[f"{kind} {side}"] = n
            _add(report, point, what)
    return report


def _add(report: Report, point: Point, what: str) -> None:
    if in_child(lambda: take_over(point, what)) != ALIVE:
        report.faults.append(f"{point.name}: nobody could go on")
        return
    verdict = orjson.loads(point.file("verdict").read_bytes())
    report.states = dict(Counter(report.states) + Counter(verdict["states"]))
    report.accepted += verdict["accepted"]
    report.faults += [f"{point.name}: {fault}" for fault in verdict["faults"]]


if __name__ == "__main__":
    set_up_logs("ERROR")
    with read_once():
        sys.stdout.buffer.write(orjson.dumps(asdict(rehearse(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))))
