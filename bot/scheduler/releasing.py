"""How do recipients come to have a message in the outbox, or a question? Group by group, each in one transaction."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import structlog

from bot.conversation.posting import message_to_json
from bot.conversation.starting import COURTESY, PATIENCE
from bot.participation.broadcasts.announcement import compose
from bot.scheduler.desk import Desk
from dialogues.content import Message
from storage.broadcast import GOING, Broadcast, Variant
from storage.database import Database
from storage.readiness import Ready
from storage.unit import Unit

#: recipients of one transaction: a second or so, while turns go on
GROUP = 10_000

#: seconds of a channel's pace that are asked a question at once: what waits behind them when the window closes
AHEAD = 30.0

log = structlog.get_logger()


async def go_on(database: Database, desk: Desk, now: datetime) -> int:
    """Move every broadcast on: settle, release, expire, end; return how many recipients were released."""
    await database.transact(lambda unit: unit.recipients.settle(now, unit.outbox.busy(desk.channels, now)))
    released = 0
    for slug in await database.read(lambda unit: unit.broadcasts.going()):
        while count := await database.transact(partial(release, desk=desk, slug=slug, now=now)):
            released += count
        await database.transact(partial(finish, slug=slug, now=now))
    await database.transact(lambda unit: unit.broadcasts.end(now))
    await database.transact(lambda unit: close_old(unit, desk, now))
    return released


def release(unit: Unit, desk: Desk, slug: str, now: datetime) -> int:
    """Release one group of a broadcast's recipients; return how many, 0 when none can be now."""
    broadcast = unit.broadcasts.by_slug(slug, hold=True)
    if broadcast is None or broadcast.state not in GOING or _is_over(broadcast, now):
        return 0
    wave = 0 if broadcast.state == "pilot" else 1
    if broadcast.dialogue is None:
        return unit.recipients.post(broadcast, variants(desk, broadcast), wave, GROUP, now)
    if not desk.window.is_open(now):
        return 0
    for channel in desk.channels:
        _start(unit, desk, broadcast, wave, channel, now)
    return 0  # the next ones when these have been asked


def _start(unit: Unit, desk: Desk, broadcast: Broadcast, wave: int, channel: str, now: datetime) -> None:
    """Ask as many people of a channel as it takes in half a minute, those who are free and under the caps."""
    ready = Ready(channel, desk.yielding(), now - PATIENCE, now - COURTESY, desk.reachable(now))
    unit.recipients.start(broadcast, wave, max(1, int(desk.channels[channel] * AHEAD)), now, ready)


def variants(desk: Desk, broadcast: Broadcast) -> list[Variant]:
    """Return what an announcement says, by language and to whom the assistant is new."""
    room = desk.room()
    found = []
    for language in room.languages:
        town = room.town.known(language, broadcast.created_at)
        for introduced in (False, True):
            text = compose(broadcast.texts, language, introduced, room.phrasebook, town)
            found.append(Variant(language, introduced, message_to_json(Message(text))))
    return found


def finish(unit: Unit, slug: str, now: datetime) -> None:
    """Ask staff after the pilot; leave in peace whom a broadcast has not reached in its time."""
    broadcast = unit.broadcasts.by_slug(slug, hold=True)
    if broadcast is None or broadcast.ended_at is not None:
        return
    if _is_over(broadcast, now):
        _expire(unit, broadcast, now)
    elif broadcast.state == "pilot" and unit.broadcasts.ask(broadcast):
        unit.broadcasts.change(broadcast, state="asking")
        log.info("pilot sent: the others wait for `palabre broadcast resume`", broadcast=slug)


def _expire(unit: Unit, broadcast: Broadcast, now: datetime) -> None:
    unit.recipients.withdraw(broadcast, now)
    unit.recipients.give_up(broadcast, "expired", "", now)
    unit.recipients.lose(broadcast, now)
    if broadcast.state not in GOING:
        unit.broadcasts.change(broadcast, state="ended", ended_at=now)


def close_old(unit: Unit, desk: Desk, now: datetime) -> int:
    """Have questions closed that nobody answered for days; return how many."""
    dialogues = unit.broadcasts.dialogues()
    return unit.recipients.time_out(dialogues, now - PATIENCE, now, GROUP) if dialogues else 0


def _is_over(broadcast: Broadcast, now: datetime) -> bool:
    return broadcast.expires_at is not None and broadcast.expires_at <= now
