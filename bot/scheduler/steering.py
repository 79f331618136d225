"""How do staff approve, pause, resume and cancel a broadcast? Each says in one sentence why it cannot be."""

from __future__ import annotations

from datetime import datetime

from bot.errors import PalabreError
from bot.scheduler.desk import Desk
from bot.scheduler.firing import fire
from storage.audit import Act
from storage.broadcast import OPEN, Broadcast
from storage.unit import Unit


def find(unit: Unit, slug: str, *, hold: bool = False) -> Broadcast:
    """Return a broadcast. Raise PalabreError when there is none."""
    found = unit.broadcasts.by_slug(slug, hold=hold)
    if found is None:
        raise PalabreError(f"there is no broadcast {slug!r}: `palabre broadcast list`")
    return found


def approve(unit: Unit, desk: Desk, slug: str, by: str, now: datetime) -> Broadcast:
    """Agree to a broadcast while the pre-electoral reserve holds; a second person must (norms §1)."""
    broadcast = find(unit, slug, hold=True)
    if broadcast.state not in ("scheduled", "held"):
        raise PalabreError(f"{slug} needs no approval: it is {broadcast.state}")
    if broadcast.created_by.casefold() == by.strip().casefold():
        raise PalabreError(f"{by} wrote {slug}: somebody else must approve it")
    changed = unit.broadcasts.change(broadcast, state="scheduled", approved_by=by.strip())
    _note(unit, changed, by, "approved", now)
    return fire(unit, desk, slug, now) or changed


def pause(unit: Unit, slug: str, by: str, now: datetime) -> tuple[Broadcast, int]:
    """Let nothing more leave; return the broadcast, and how many wait for it to be resumed."""
    broadcast = _open(unit, slug)
    if broadcast.state == "paused":
        raise PalabreError(f"{slug} is paused already")
    waiting = unit.recipients.withdraw(broadcast, now)
    changed = unit.broadcasts.change(broadcast, state="paused")
    _note(unit, changed, by, "paused", now)
    return changed, waiting


def resume(unit: Unit, slug: str, by: str, now: datetime) -> Broadcast:
    """Go on after a pause, or after the pilot."""
    broadcast = find(unit, slug, hold=True)
    if broadcast.state not in ("paused", "asking"):
        raise PalabreError(f"{slug} neither is paused nor waits after its pilot: it is {broadcast.state}")
    pilot = broadcast.state == "paused" and bool(broadcast.pilot) and not unit.broadcasts.ask(broadcast)
    going = "pilot" if pilot else "sending"
    changed = unit.broadcasts.change(broadcast, state="scheduled" if broadcast.fired_at is None else going)
    _note(unit, changed, by, "resumed", now)
    return changed


def cancel(unit: Unit, slug: str, by: str, now: datetime) -> tuple[Broadcast, int]:
    """End a broadcast; return it, and how many it will not reach. What has left cannot be called back."""
    broadcast = _open(unit, slug)
    unit.recipients.withdraw(broadcast, now)
    spared = unit.recipients.give_up(broadcast, "excluded", "cancelled", now)
    changed = unit.broadcasts.change(broadcast, state="cancelled", ended_at=now)
    _note(unit, changed, by, "cancelled", now)
    return changed, spared


def _open(unit: Unit, slug: str) -> Broadcast:
    broadcast = find(unit, slug, hold=True)
    if broadcast.state not in OPEN:
        raise PalabreError(f"{slug} is over: it is {broadcast.state}")
    return broadcast


def _note(unit: Unit, broadcast: Broadcast, by: str, what: str, now: datetime) -> None:
    unit.audit.add([Act(now, by, f"broadcast {what}", broadcast.id)])
