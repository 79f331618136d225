"""Does each store find sendings by page and by day, and what they lost, and let it wait again?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.outbox.replaying import replay
from storage import models
from storage.broadcast import Broadcast, Variant
from storage.database import Database
from storage.losses import Loss
from storage.models.base import table
from storage.schedules import Schedule
from storage.segments.condition import Everyone
from storage.staff_phones import StaffPhones
from storage.unit import Unit
from tests.contract.life import REACHABLE

NOW = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


def sending(slug: str, days: int = 0, **more: object) -> Broadcast:
    return Broadcast(slug, "news", {"everyone": True}, NOW + timedelta(days=days), "anne", NOW, **more)  # type: ignore[arg-type]


def settle(unit: Unit, count: int = 3) -> list[str]:
    """Store people with a number, who agreed to news."""
    from storage.consents import Consent

    keys = [("sms", f"+3360000000{n}") for n in range(count)]
    people = list(unit.participants.resolve(keys, NOW).values())
    unit.consents.add([Consent(who, "news", True, NOW, "sms", "…", "staff") for who in people])
    return people


async def test_sendings_are_found_by_page_and_day(database: Database) -> None:
    def work(unit: Unit) -> None:
        for n in range(5):
            added = unit.broadcasts.add(sending(f"b{n}", n, schedule="s", occurrence=str(n)))
            assert added is not None
            if n < 3:
                unit.broadcasts.change(added, state="ended", ended_at=NOW)
        unit.broadcasts.add(sending("again", 9, reminds="b1"))
        first = unit.broadcasts.page(2)
        assert [one.slug for one in first] == ["b2", "b1"]
        assert [one.slug for one in unit.broadcasts.page(2, first[-1].id)] == ["b0"]
        assert [one.slug for one in unit.broadcasts.open(10)] == ["b3", "b4", "again"]
        month = unit.broadcasts.between(NOW + timedelta(days=1), NOW + timedelta(days=4), 10)
        assert [one.slug for one in month] == ["b1", "b2", "b3"]
        assert [one.slug for one in unit.broadcasts.of_schedule("s", 2)] == ["b4", "b3"]
        assert [one.slug for one in unit.broadcasts.reminders("b1")] == ["again"]
        assert unit.broadcasts.slugs(2) == ["again", "b4"]

    await database.transact(work)


async def test_what_was_lost_is_counted_and_waits_again(database: Database) -> None:
    def work(unit: Unit) -> None:
        people = settle(unit)
        added = unit.broadcasts.add(sending("b"))
        assert added is not None
        unit.planning.plan(added, Everyone(), REACHABLE, NOW)
        unit.recipients.post(added, [Variant("fr", False, {"text": "x"})], 1, 10, NOW)
        outbox = table(models.Outbound)
        lost = {"status": "failed", "error_code": "30003"}
        unit.connection.execute(update(outbox).values(lost))
        unit.recipients.settle(NOW)
        assert unit.losses.groups(added.id) == unit.losses.groups() == [Loss("sms", "failed", "30003", 3)]
        assert unit.losses.groups("another") == []
        assert unit.losses.ids(added.id, Loss("sms", "failed", "", 0)) == []
        unit.participants.stop(people[:1], NOW)
        ids = unit.losses.ids(added.id, Loss("sms", "failed", "30003", 0))
        done = replay(unit, ids, NOW)
        assert (len(done.waiting), list(done.unfit.values())) == (2, ["stopped"])
        assert {(t.state, t.count) for t in unit.broadcasts.tallies(added.id)} == {
            ("waiting", 2),
            ("failed", 1),
        }
        unit.participants.erase(people[1], NOW, lambda channel, value: f"{channel}{value}")
        # whoever was erased is still counted
        assert sum(t.count for t in unit.broadcasts.tallies(added.id)) == 3

    await database.transact(work)


async def test_staff_have_one_phone_at_most(database: Database) -> None:
    def work(unit: Unit) -> None:
        one, other, _ = settle(unit)
        staff = unit.staff.add("a@ville.example", "Anne", "editor", NOW)
        phones = StaffPhones(unit.connection)
        phones.join(staff, one, NOW)
        phones.join(staff, other, NOW)
        assert [address.participant for address in phones.addresses(staff)] == [other]
        unit.participants.erase(other, NOW, lambda channel, value: f"{channel}{value}")
        assert phones.addresses(staff) == []
        phones.join(staff, one, NOW)
        phones.leave(staff)
        assert phones.addresses(staff) == []

    await database.transact(work)


async def test_segments_say_when_they_changed(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.segments.save("a", {"everyone": True}, NOW)
        assert unit.segments.changed_at("a", hold=True) == NOW
        unit.segments.remove("a")
        assert unit.segments.changed_at("a") is None and unit.segments.by_slug("a") is None

    await database.transact(work)


async def test_a_schedule_is_read_without_holding_it(database: Database) -> None:
    made = Schedule("s", {}, "2026-09-07T18:00:00", "anne", NOW, excepted=[])
    await database.transact(lambda unit: unit.schedules.add(made))
    assert await database.read(lambda unit: unit.schedules.by_slug("s", hold=False)) == made
