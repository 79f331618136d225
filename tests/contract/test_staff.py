"""Do both stores keep staff, their proofs and their traces as they promise?"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from storage.audit import Act
from storage.database import Database
from storage.errors import StorageError
from storage.invitations import Invitation
from storage.staff_sessions import StaffSession
from storage.unit import Unit
from tests.contract.universe import NOW, later

HOUR = timedelta(hours=1)


def add(unit: Unit, email: str = "Camille@Ville.example ") -> str:
    return unit.staff.add(email, "Camille", "editor", NOW)


def session(staff: str, token: str = "t1", **changed: object) -> StaffSession:
    given: dict[str, object] = {
        "token_hash": token, "id": f"id-{token}", "staff_id": staff, "stage": "full", "pending": {"a": 1},
        "created_at": NOW, "seen_at": NOW, "expires_at": later(hours=10), "agent": "Firefox", "address": "192.0.2.0/24",
    }  # fmt: skip
    return StaffSession(**(given | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize("change", ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"])
async def test_the_audit_refuses_changes(database: Database, change: str) -> None:
    await database.transact(lambda u: u.audit.add([Act(NOW, "staff:1", "idea accepted", "idea:1")]))
    with pytest.raises(StorageError):
        await database.transact(lambda u: u.connection.execute(text(change)))
    acts = await database.read(lambda u: u.audit.of_subject("idea:1"))
    assert [act.actor for act in acts] == ["staff:1"]


async def test_addresses_are_folded_and_unique(database: Database) -> None:
    await database.transact(add)
    found = await database.read(lambda u: u.staff.by_email(" CAMILLE@ville.EXAMPLE"))
    assert found is not None
    assert found.email == "camille@ville.example"
    with pytest.raises(StorageError):
        await database.transact(lambda u: add(u, "camille@ville.example"))


async def test_a_step_is_taken_once_by_many_at_once(database: Database) -> None:
    id = await database.transact(add)
    taken = await asyncio.gather(*(database.transact(lambda u: u.staff.take_step(id, 7)) for _ in range(6)))
    assert sorted(taken) == [False] * 5 + [True]
    assert not await database.transact(lambda u: u.staff.take_step(id, 6))


async def test_a_recovery_code_is_its_owners(database: Database) -> None:
    mine = await database.transact(add)
    other = await database.transact(lambda u: add(u, "other@ville.example"))
    await database.transact(lambda u: u.staff.give_codes(mine, ["h1", "h2"]))
    assert not await database.transact(lambda u: u.staff.take_code(other, "h1"))
    taken = await asyncio.gather(
        *(database.transact(lambda u: u.staff.take_code(mine, "h1")) for _ in range(4))
    )
    assert sorted(taken) == [False] * 3 + [True]
    assert await database.read(lambda u: u.staff.count_codes(mine)) == 1


async def test_an_invitation_is_taken_once(database: Database) -> None:
    offered = Invitation("h", "A@b.fr", "A", "editor", None, "operator", NOW, later(days=3))
    await database.transact(lambda u: u.invitations.offer(offered))
    taken = await asyncio.gather(
        *(database.transact(lambda u: u.invitations.take("h", NOW)) for _ in range(4))
    )
    assert len([one for one in taken if one]) == 1


async def test_a_new_invitation_ends_the_earlier(database: Database) -> None:
    for token in ("h1", "h2"):
        offered = Invitation(token, "a@b.fr", "A", "editor", None, "operator", NOW, later(days=3))
        await database.transact(lambda u, offered=offered: u.invitations.offer(offered))  # type: ignore[misc]
    assert [i.token_hash for i in await database.read(lambda u: u.invitations.waiting(NOW))] == ["h2"]
    assert await database.read(lambda u: u.invitations.find("h2", later(days=3))) is None


async def test_sessions_end_unused_and_by_age(database: Database) -> None:
    id = await database.transact(add)
    await database.transact(lambda u: u.staff_sessions.open(session(id)))

    async def alive(at: datetime) -> bool:
        return await database.read(lambda u: u.staff_sessions.find("t1", at, at - HOUR)) is not None

    assert await alive(later(minutes=59))
    assert not await alive(later(minutes=60))
    await database.transact(lambda u: u.staff_sessions.see("t1", later(hours=9, minutes=30)))
    assert await alive(later(hours=9, minutes=59))
    assert not await alive(later(hours=10))


async def test_sessions_are_ended_by_their_owner(database: Database) -> None:
    mine = await database.transact(add)
    other = await database.transact(lambda u: add(u, "other@ville.example"))
    for staff, token in ((mine, "t1"), (mine, "t2"), (mine, "t3"), (other, "t4")):
        made = session(staff, token)
        await database.transact(lambda u, made=made: u.staff_sessions.open(made))  # type: ignore[misc]
    assert not await database.transact(lambda u: u.staff_sessions.revoke(other, "id-t1"))
    assert await database.transact(lambda u: u.staff_sessions.revoke(mine, "id-t1"))
    assert await database.transact(lambda u: u.staff_sessions.revoke_all(mine, but="t3")) == 1
    left = [await database.read(lambda u, s=s: u.staff_sessions.of_staff(s, NOW)) for s in (mine, other)]  # type: ignore[misc]
    assert [[one.id for one in sessions] for sessions in left] == [["id-t3"], ["id-t4"]]


async def test_attempts_at_once_count_one_by_one(database: Database) -> None:
    def allowed(key: str, failures: int, last: datetime) -> datetime:
        return last if failures < 3 else last + HOUR

    begun = await asyncio.gather(
        *(database.transact(lambda u: u.attempts.begin(["name:1", "pair:1"], NOW, allowed)) for _ in range(8))
    )
    assert [until for until in begun if until is not None] == [later(hours=1)] * 5
    await database.transact(lambda u: u.attempts.forget(["name:1", "pair:1"]))
    assert await database.transact(lambda u: u.attempts.begin(["name:1"], NOW, allowed)) is None
