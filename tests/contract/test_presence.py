"""Whose claims are taken back, and when?"""

from __future__ import annotations

from bot.metrics import Metrics
from bot.outbox.recovery import Recovery
from storage.database import Database
from storage.outbox import BROADCAST, Recovered
from storage.pinned import DEAF
from storage.presence import CERTAIN, GRACE, UNLOCKED, LonePresence, key
from storage.unit import Unit
from tests.contract.universe import NOW, later, outgoing

NOTHING = Recovered(0, 0)


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def claim(unit: Unit, name: str, **after: float) -> None:
    unit.outbox.add([outgoing(name), outgoing(f"{name}b", priority=BROADCAST)], NOW)
    assert len(unit.outbox.claim(9, later(**after), name, "sms")) == 2


async def test_a_name_without_a_lock_is_dead_after_a_while(database: Database) -> None:
    """The first look only notes it: its owner may have lost the session, and not know it yet."""
    await database.transact(lambda u: claim(u, "dead:1"))
    clock = Clock()
    recovery = Recovery(database, Metrics(), LonePresence("me"), clock)
    assert await recovery.look() == NOTHING
    clock.now = GRACE - 0.1
    assert await recovery.look() == NOTHING
    clock.now = GRACE
    assert await recovery.look() == Recovered(1, 1)
    assert await recovery.look() == NOTHING


async def test_a_dead_one_whose_clock_was_ahead_is_dead(database: Database) -> None:
    """Its claims are of an hour that comes: they waited for it, and so did whoever wrote."""
    await database.transact(lambda u: claim(u, "dead:1", hours=1))
    clock = Clock()
    recovery = Recovery(database, Metrics(), LonePresence("me"), clock, now=lambda: NOW)
    await recovery.look()
    clock.now = GRACE
    assert await recovery.look() == Recovered(1, 1)


async def test_who_never_has_a_lock_is_judged_by_age(database: Database) -> None:
    """A command beside the service: what it claimed long ago is taken back, what it claims now is not."""
    await database.transact(lambda u: claim(u, f"{UNLOCKED}chat"))
    await database.transact(lambda u: claim(u, f"{UNLOCKED}new", days=99_999))
    clock = Clock()
    recovery = Recovery(database, Metrics(), LonePresence("me"), clock)
    assert await recovery.look() == Recovered(1, 1)
    clock.now = 1_000.0
    assert await recovery.look() == NOTHING
    assert await database.read(lambda u: u.outbox.owners()) == [f"{UNLOCKED}new"]


async def test_ones_own_are_never_taken_back(database: Database) -> None:
    """Also by a process that was frozen for an hour, when it wakes."""
    await database.transact(lambda u: claim(u, f"{UNLOCKED}me"))
    recovery = Recovery(database, Metrics(), LonePresence("me"))
    assert await recovery.look() == await recovery.recover() == NOTHING


async def test_who_comes_first_takes_all_back(database: Database) -> None:
    await database.transact(lambda u: claim(u, "dead:1"))
    await database.transact(lambda u: claim(u, f"{UNLOCKED}dead"))
    assert await Recovery(database, Metrics(), LonePresence("me")).recover() == Recovered(2, 2)


def test_nobody_is_dead_while_it_may_send() -> None:
    """What a sender counts from may be DEAF old when it reads it; it may send for CERTAIN after that."""
    assert GRACE >= DEAF + CERTAIN


def test_keys_are_what_postgresql_takes() -> None:
    keys = {key(f"host:{n}:ab:1") for n in range(1000)}
    assert len(keys) > 990 and all(0 <= each < 2**31 for each in keys)
