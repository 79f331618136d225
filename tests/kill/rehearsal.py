"""What happens when the process dies before or after each single step of the journey?

`python -m tests.kill.rehearsal URL FOLDER` kills one child at each step, lets a second one take over, and prints what
was found as JSON. Children are forked, so that a hundred deaths cost a few seconds.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path

import orjson

from bot.bootstrap import Service, build
from bot.channels.message import Address, InboundMessage
from bot.demo.town import settle_town
from bot.logs import set_up_logs
from bot.outbox.pace import Pace
from dialogues.loader import Loaded
from storage import models
from storage.database import open_database
from storage.models.base import table
from storage.unit import Unit
from tests.journey.house import settings
from tests.journey.reading import read_once, scripts
from tests.kill.play import SHORT, Verdict, judge
from tests.kill.victim import Death, Kind, Mortal, Provider, Side, append, lines

#: What a child exits with when it was not killed.
ALIVE, BROKEN = 0, 70

#: One language is read in a moment.
LANGUAGES = ("fr",)

#: More steps than any play has.
MANY = 99


@dataclass(slots=True)
class Report:
    """What all the deaths came to."""

    deaths: dict[str, int] = field(default_factory=dict)
    messages: int = 0
    answers: int = 0
    #: sent again after the provider had accepted them, and the process died before it was recorded
    doubles: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Point:
    """One death, with files and phones of its own."""

    url: str
    folder: Path
    loaded: Loaded
    kind: Kind
    side: Side
    n: int

    @property
    def name(self) -> str:
        """What files and phones are called after."""
        return f"{self.kind}-{self.side}-{self.n}"

    def file(self, what: str) -> Path:
        """Return a file of this point."""
        return self.folder / f"{self.name}.{what}"

    def phones(self) -> tuple[str, str]:
        """Return two pretend phones that nobody else uses."""
        return f"sms-{self.name}-lea", f"sms-{self.name}-sam"


async def open_service(point: Point, death: Death) -> Service:
    """Build the service on the mortal store, with the provider that outlives it."""
    service = build(settings(point.url, point.folder, languages=LANGUAGES))
    store = Mortal(service.database, death)
    service.premises.load = lambda _: point.loaded
    # the schema and the town are there: only the room is opened anew
    await service.premises.open()
    service.inbox._database = store
    service.worker.database = store
    for sender in service.senders:
        sender.database = store
        sender.carrier = Provider(point.file("accepted"), death)
        sender.pace = Pace(10_000.0, 10_000.0)
    death.armed = True
    return service


async def settle(url: str) -> None:
    """Store the demo's town."""
    database = open_database(url)
    await settle_town(database)
    await database.close()


async def live(point: Point) -> None:
    """Play until the death, or to the end."""
    service = await open_service(point, Death(point.kind, point.side, point.n))
    await say_all(point, service)
    await service.close()


async def take_over(point: Point) -> None:
    """Restart: what was not acknowledged comes again, what waits is handled; then judge."""
    service = await open_service(point, Death(point.kind, point.side, MANY * MANY))
    accepted = Counter(lines(point.file("accepted")))
    recorded = await service.database.read(_sent)
    await service.recovery.recover(timedelta(0))
    await say_all(point, service)
    told = [(line.split()[0], line.split()[1]) for line in lines(point.file("acknowledged"))]
    verdict = await service.database.read(lambda unit: judge(unit, told))
    again = Counter(lines(point.file("accepted")))
    _judge_provider(verdict, accepted, recorded, again)
    await service.close()
    doubles = sum(n - 1 for n in again.values())
    point.file("verdict").write_bytes(orjson.dumps({**asdict(verdict), "doubles": doubles}))


def _judge_provider(verdict: Verdict, before: Counter[str], recorded: set[int], after: Counter[str]) -> None:
    """Only what was accepted and not recorded at the death may have gone twice, and all in order."""
    window = {line for line in before if int(line.split()[1]) not in recorded}
    verdict.faults += [f"sent {n} times: {line}" for line, n in after.items() if n > 1 + (line in window)]
    first = [line.split() for line in dict.fromkeys(after)]
    for phone in {phone for phone, _ in first}:
        ids = [int(id) for at, id in first if at == phone]
        if ids != sorted(ids):
            verdict.faults.append(f"sent out of order: {phone} {ids}")


def _sent(unit: Unit) -> set[int]:
    rows = table(models.Outbound)
    return set(unit.connection.execute(rows.select().where(rows.c.status == "sent")).scalars())


async def say_all(point: Point, service: Service) -> None:
    """Say what was not acknowledged yet, both phones at once; the service answers now and then."""
    for place, text in enumerate(SHORT):
        await asyncio.gather(*(_say(point, service, phone, place, text) for phone in point.phones()))
        if place == 0:
            await service.settle()
    await service.settle()


async def _say(point: Point, service: Service, phone: str, place: int, text: str) -> None:
    line = f"{phone} {phone}/{place}"
    if line not in lines(point.file("acknowledged")):
        await service.inbox.receive(InboundMessage(Address("simulator", phone), f"{phone}/{place}", text))
        append(point.file("acknowledged"), line)


def in_child(work: Callable[[], Coroutine[None, None, None]]) -> int:
    """Run in a fork; return its exit code, negative when it was killed."""
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(work())
        except BaseException:  # noqa: BLE001 - a fork must never go on as its parent
            traceback.print_exc()
            os._exit(BROKEN)
        os._exit(ALIVE)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def warm_up(url: str, folder: Path, loaded: Loaded) -> None:
    """Play once in this process, so that every child begins with statements compiled and patterns built."""
    asyncio.run(settle(url))
    asyncio.run(live(Point(url, folder, loaded, "send", "before", MANY * MANY)))
    assert threading.active_count() == 1, "a fork would lose the other threads"
    gc.freeze()


def rehearse(url: str, folder: Path) -> Report:
    """Kill at every step, until a child lives to the end of the play."""
    report, loaded = Report(), scripts(LANGUAGES)
    kinds: tuple[tuple[Kind, Side], ...] = (
        ("transact", "before"), ("transact", "after"), ("send", "before"), ("send", "after"),
    )  # fmt: skip
    warm_up(url, folder, loaded)
    for kind, side in kinds:
        for n in range(1, MANY):
            point = Point(url, folder, loaded, kind, side, n)
            code = in_child(lambda point=point: live(point))  # type: ignore[misc]
            if code >= 0:
                report.faults += [f"{point.name} broke"] * (code != ALIVE)
                break
            report.deaths[f"{kind} {side}"] = n
            _add(report, point)
    return report


def _add(report: Report, point: Point) -> None:
    if in_child(lambda: take_over(point)) != ALIVE:
        report.faults.append(f"{point.name}: nobody could take over")
        return
    verdict = orjson.loads(point.file("verdict").read_bytes())
    report.messages += verdict["messages"]
    report.answers += verdict["answers"]
    report.doubles += verdict["doubles"]
    report.faults += [f"{point.name}: {fault}" for fault in verdict["faults"]]


if __name__ == "__main__":
    set_up_logs("ERROR")
    with read_once():
        sys.stdout.buffer.write(orjson.dumps(asdict(rehearse(sys.argv[1], Path(sys.argv[2])))))
