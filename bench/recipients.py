"""How long until 100,000 people have an announcement in the outbox, on PostgreSQL?"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from bot.bootstrap import Service, build
from bot.participation.broadcasts.draft import read_draft
from bot.scheduler.firing import Origin, add, fire_due
from bot.scheduler.releasing import go_on
from storage.unit import Unit
from tests.journey.house import settings
from tests.servers.postgresql import start_postgresql

PEOPLE, RUNS = 100_000, 3

#: A town of people who agree to news, each with a phone.
FILL = (
    "INSERT INTO participants (id, language, introduced_at, created_at, last_seen_at)"
    " SELECT md5(n::text), 'fr', now(), now(), now() FROM generate_series(1, :people) n",
    "INSERT INTO addresses (id, participant_id, channel, value, state, created_at)"
    " SELECT md5('a' || n), md5(n::text), :channel, :prefix || n, 'reachable', now()"
    " FROM generate_series(1, :people) n",
    "INSERT INTO consents (participant_id, purpose, given, at, channel, wording, how)"
    " SELECT md5(n::text), 'news', true, now(), 'sms', 'x', 'keyword' FROM generate_series(1, :people) n",
    # nobody is written to on Telegram who has not written once
    "INSERT INTO inbound (channel, address, provider_id, received_at, payload, status, attempts)"
    " SELECT :channel, :prefix || n, 'bench-' || n, now(), '{}', 'handled', 0 FROM generate_series(1, :people) n",
)


async def measure(service: Service, run: int, says: str = "La piscine rouvre lundi.") -> tuple[float, float]:
    """Return the seconds until the recipients are fixed, and until all of them are in the outbox."""
    database, desk, now = service.database, service.desk, datetime.now(UTC)
    data = {"broadcast": f"bench-{run}", "message": says, "segment": "everyone"}

    def store(unit: Unit) -> None:
        assert add(unit, read_draft(data, desk.known(unit, now)), now, Origin("bench"), now)

    await database.transact(store)
    began = time.perf_counter()
    await fire_due(database, desk, now)
    fixed = time.perf_counter() - began
    # a leader elsewhere may do a part of it
    while await database.read(_left_out) > 0:
        await go_on(database, desk, now)
    return fixed, time.perf_counter() - began


def _left_out(unit: Unit) -> int:
    """Return how many recipients have nothing in the outbox."""
    query = "SELECT count(*) FROM broadcast_recipients WHERE state = 'planned'"
    return int(unit.connection.execute(text(query)).scalar_one())


def fill(unit: Unit, people: int, channel: str, prefix: str) -> None:
    """Have so many people agree to news on a channel; their addresses are the prefix and a number from 1 on."""
    for statement in FILL:
        given = {"people": people, "channel": channel, "prefix": prefix}
        unit.connection.execute(text(statement), {n: v for n, v in given.items() if f":{n}" in statement})
    unit.connection.execute(text("ANALYZE"))


async def main(url: str, folder: Path) -> None:
    """Fill a town, measure, print."""
    service = build(settings(url, folder))
    await service.start()
    await service.database.transact(lambda unit: fill(unit, PEOPLE, "simulator", "sms-"))
    for run in range(RUNS):
        fixed, whole = await measure(service, run)
        print(f"{PEOPLE} people: recipients fixed in {fixed:.1f} s, in the outbox after {whole:.1f} s")
    await service.close()


if __name__ == "__main__":
    server = start_postgresql()
    assert server is not None, "no PostgreSQL here"
    with TemporaryDirectory() as folder:
        asyncio.run(main(server.create(), Path(folder)))
    server.stop()
