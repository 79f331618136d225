"""Does what the service says of the year agree with what residents know, person by person and in all?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from bot.scheduler.status import Status, read_status
from storage import models
from storage.models.base import table
from storage.unit import Unit
from tests.year.books import Books
from tests.year.living import Life
from tests.year.questions import slug_of

#: Causes that may come between the firing and the turn.
SINCE = ("stopped", "answered", "survey")

Row = dict[str, Any]


@dataclass(slots=True)
class Reckoning:
    """The year's questions in figures; invited = answered + silent + not reached + left out."""

    invited: int = 0
    answered: int = 0
    silent: int = 0
    expired: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    #: by channel, people to whom a question came
    channels: Counter[str] = field(default_factory=Counter)
    inbound: int = 0
    outbox: int = 0
    faults: list[str] = field(default_factory=list)

    def reconciles(self) -> bool:
        """Tell whether everybody who was invited is in one place."""
        return self.invited == self.answered + self.silent + self.expired + self.excluded.total()

    def line(self) -> str:
        """Return the totals in one line."""
        causes = ", ".join(f"{cause} {count}" for cause, count in sorted(self.excluded.items()))
        return (
            f"{self.invited} invited = {self.answered} answered + {self.silent} silent + {self.expired} not "
            f"reached in time + {self.excluded.total()} left out ({causes}); {dict(self.channels)}; "
            f"{self.inbound} messages handled, {self.outbox} sent"
        )


async def reckon(life: Life) -> Reckoning:
    """Compare everything, and return the totals."""
    return await life.town.service.database.read(lambda unit: _reckon(unit, life))


def _reckon(unit: Unit, life: Life) -> Reckoning:
    total = Reckoning(faults=life.books.faults())
    numbers = _numbers(unit, life)
    for week in range(life.weeks):
        slug = life.sending(week)
        status = read_status(unit, slug)
        rows = _rows(unit, status.broadcast.id)
        _add(total, status, rows)
        total.faults += [f"{slug}: {fault}" for fault in _faults(rows, numbers, life.books, slug_of(week))]
        total.faults += [f"{slug}: {fault}" for fault in _answers(unit, numbers, life.books, week)]
    total.inbound = _count(unit, table(models.Inbound), "handled")
    total.outbox = _count(unit, table(models.Outbound), "sent")
    total.faults += [f"{n} messages are {status}" for status, n in _waiting(unit).items()]
    return total


def _numbers(unit: Unit, life: Life) -> dict[str, int]:
    keys = {(r.address.channel, r.address.value): r.number for r in life.residents}
    return {who: keys[key] for key, who in unit.participants.known(list(keys)).items()}


def _rows(unit: Unit, broadcast: str) -> list[Row]:
    rows = table(models.Recipient)
    query = select(rows).where(rows.c.broadcast_id == broadcast)
    return [dict(row._mapping) for row in unit.connection.execute(query)]


def _add(total: Reckoning, status: Status, rows: list[Row]) -> None:
    assert status.answered is not None
    total.invited += len(rows)
    total.answered += status.answered
    total.silent += status.states["sent"] - status.answered
    total.expired += status.states["expired"]
    total.excluded.update(dict(status.excluded))
    total.channels.update(row["channel"] for row in rows if row["state"] == "sent")
    if status.states.total() != len(rows) or not status.broadcast.ended_at:
        total.faults.append(f"{status.broadcast.slug}: {dict(status.states)}, {status.broadcast.state}")


def _faults(rows: list[Row], numbers: dict[str, int], books: Books, name: str) -> Iterator[str]:
    """Tell what the service says of a person that they know otherwise."""
    foreseen = {n: cause for cause, people in books.left_out[name].items() for n in people}
    heard = books.heard.get(name, Counter())
    drawn = {numbers[row["participant_id"]] for row in rows}
    yield from (f"{n} heard it, and is no recipient" for n in heard.keys() - drawn)
    for row in rows:
        n, state, cause = numbers[row["participant_id"]], row["state"], row["cause"]
        if (state == "sent") != (heard[n] == 1):
            yield f"{n} is {state}, and heard it {heard[n]} times"
        if n in foreseen and (state, cause) != ("excluded", foreseen[n]):
            yield f"{n} is {state} ({cause}), and should be left out: {foreseen[n]}"
        if n not in foreseen and state == "excluded" and cause not in SINCE:
            yield f"{n} is left out ({cause}), and should not be"


def _answers(unit: Unit, numbers: dict[str, int], books: Books, week: int) -> Iterator[str]:
    """Tell where thanks that were heard and responses that are stored differ."""
    survey = unit.surveys.by_slug(slug_of(week))
    assert survey is not None
    done = {numbers[r.participant_id] for r in unit.responses.of_survey(survey.id) if r.state == "done"}
    if done != books.thanked[week]:
        yield f"{len(done)} answered, {len(books.thanked[week])} were thanked"
    if survey.state != "closed":
        yield f"the survey is {survey.state}, and its day is over"


def _count(unit: Unit, rows: Any, status: str) -> int:
    return len(unit.connection.execute(select(rows.c.id).where(rows.c.status == status)).all())


def _waiting(unit: Unit) -> Counter[str]:
    """Return what did not leave, and why; what was for somebody who said STOP meanwhile must not."""
    rows = table(models.Outbound)
    found = unit.connection.execute(select(rows.c.status, rows.c.error_code).where(rows.c.status != "sent"))
    return Counter(f"{row.status} ({row.error_code})" for row in found if row.error_code != "stopped")
