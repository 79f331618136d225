"""Who counts what each day brought? The process that leads, a few rows at a time, so that the home page need not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from functools import partial

from bot.channels.message import Address, OutboundMessage
from bot.channels.sms.render import Sms
from bot.conversation.posting import message_from_json
from storage.database import Database
from storage.inbound import START, TIMEOUT
from storage.tallies import SOURCES, Source, Uncounted
from storage.unit import Unit

#: how old a row is when it is counted: what was sent has arrived or failed by then, an answer was corrected
RIPE = timedelta(minutes=15)

#: rows of one transaction, and transactions of one look: some milliseconds each
ROWS, ROUNDS = 500, 200

#: what came in that no person wrote
OWN = (f"{START}:", f"{TIMEOUT}:", "handed_back:")

#: what did not go, as far as is known
LOST = ("failed", "dead")

Numbers = Counter[tuple[str, str, str]]


async def tally(database: Database, timezone: tzinfo, sms: Sms, now: datetime) -> int:
    """Count what is ripe and was not counted; return how many rows."""
    total = 0
    for source in SOURCES:
        for _ in range(ROUNDS):
            count = partial(_count, source=source, timezone=timezone, sms=sms, before=now - RIPE)
            total += (done := await database.transact(count))
            if done < ROWS:
                break
    return total


def _count(unit: Unit, source: Source, timezone: tzinfo, sms: Sms, before: datetime) -> int:
    rows = unit.tallies.ahead(source, before, ROWS)
    if not rows:
        return 0
    numbers: Numbers = Counter()
    for row in rows:
        COUNTS[source.name](numbers, row.at.astimezone(timezone).date().isoformat(), row, sms)
    unit.tallies.add(source, rows[-1].id, numbers)
    return len(rows)


def _came(numbers: Numbers, day: str, row: Uncounted, sms: Sms) -> None:
    if not str(row.values["provider_id"]).startswith(OWN):
        numbers[day, "in", row.values["channel"]] += 1


def _went(numbers: Numbers, day: str, row: Uncounted, sms: Sms) -> None:
    values = row.values
    if values["status"] in LOST:
        return
    numbers[day, "out", values["channel"]] += 1
    if values["channel"] == sms.name:
        message = message_from_json(values["content"])
        outbound = OutboundMessage(row.id, Address(sms.name, values["address"]), message, values["language"])
        numbers[day, "parts", sms.name] += sum(call.measure.parts for call in sms.render(outbound))


def _answered(numbers: Numbers, day: str, row: Uncounted, sms: Sms) -> None:
    values = row.values
    if values["dialogue"] == "idea" and values["replaced_at"] is None:
        numbers[day, f"idea:{values['step']}", ""] += 1


#: table → what one of its rows adds
COUNTS: dict[str, Callable[[Numbers, str, Uncounted, Sms], None]] = {
    "inbound": _came,
    "outbox": _went,
    "answers": _answered,
}
