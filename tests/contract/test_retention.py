"""Does what is too old go, and nothing else?"""

from __future__ import annotations

import pytest

from storage import retention
from storage.database import Database
from storage.outbox import BROADCAST, Outgoing, Sent
from storage.retention import Progress
from storage.unit import Unit
from tests.contract.life import live
from tests.contract.universe import NOW, incoming, later, outgoing

WORD = "mot intime"


async def purge(database: Database, days: float) -> tuple[int, int]:
    """Purge to the end; return how many texts were emptied, in how many batches."""
    progress, batches = Progress(), 0
    while not progress.over:
        progress = await database.transact(
            lambda u, progress=progress: u.retention.purge(later(days=days), progress)  # type: ignore[misc]
        )
        batches += 1
    return progress.emptied, batches


async def test_old_texts_are_emptied(database: Database) -> None:
    who = await database.transact(lambda u: live(u, "1", WORD))
    assert await purge(database, 90) == (0, 1)
    assert await purge(database, 91) == (2, 2)
    held = await database.read(lambda u: u.participants.export(who))
    assert [row["payload"] for row in held["inbound"]] == [{}, {}]
    assert {row["status"]: row["content"] for row in held["outbox"]} == {
        "sending": {"text": WORD},
        "waiting": {"text": WORD},
    }
    assert [row["value"] for row in held["answers"]] == [WORD]
    assert await purge(database, 92) == (0, 2)


async def test_what_was_sent_is_emptied(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = live(unit, "1", WORD)
        unit.outbox.recover(later(hours=1), ["me"])
        for _ in range(2):
            claimed = unit.outbox.claim(9, NOW, "me", "sms")
            unit.outbox.sent([Sent(sending.id, "SM") for sending in claimed], NOW)
        unit.outbox.add([outgoing("1", 9, participant_id=who, due_at=later(days=200))], NOW)

    await database.transact(work)
    assert await purge(database, 91) == (4, 2)


async def test_what_lost_its_text_is_not_sent(database: Database) -> None:
    def work(unit: Unit) -> int:
        unit.outbox.add([outgoing("1", priority=BROADCAST)], NOW)
        (sending,) = unit.outbox.claim(9, NOW, "me", "sms")
        unit.outbox.recover(later(hours=1), ["me"])
        return sending.id

    row = await database.transact(work)
    assert await purge(database, 91) == (1, 2)
    assert await database.transact(lambda u: u.outbox.replay([row], NOW)) == []


async def test_what_waits_stays_whole(database: Database) -> None:
    await database.transact(lambda u: u.inbox.add([incoming("1", "a", WORD)]))
    assert await purge(database, 400) == (0, 2)
    found = await database.transact(lambda u: u.inbox.claim(1, NOW))
    assert [pending.payload for pending in found] == [{"text": WORD}]


async def test_young_texts_stay(database: Database) -> None:
    def work(unit: Unit) -> None:
        rows = [incoming("1", str(n), str(n))._replace(received_at=later(days=n * 50)) for n in range(4)]
        unit.inbox.add(rows)
        for _ in rows:
            unit.inbox.handled([p.id for p in unit.inbox.claim(9, NOW)], NOW)

    await database.transact(work)
    assert (await purge(database, 150))[0] == 2
    kept = await database.read(lambda u: u.inbox.of_address("sms", "1"))
    assert [message.payload for message in kept] == [{}, {}, {"text": "2"}, {"text": "3"}]


async def test_batches_walk_over_everything(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "ROWS", 7)

    def work(unit: Unit) -> None:
        unit.inbox.add([incoming(str(n), str(n), WORD) for n in range(30)])
        unit.inbox.handled([p.id for p in unit.inbox.claim(50, NOW)], NOW)
        rows: list[Outgoing] = [outgoing(str(n), n) for n in range(12)]
        unit.outbox.add(rows, NOW)
        unit.outbox.sent([Sent(s.id, "SM") for s in unit.outbox.claim(50, NOW, "me", "sms")], NOW)

    await database.transact(work)
    emptied, batches = await purge(database, 91)
    assert emptied == 42
    assert batches == 6


async def test_the_silent_are_forgotten(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PEOPLE", 2)

    def work(unit: Unit) -> str:
        for n in range(5):
            live(unit, f"silent{n}", WORD, n)
        return unit.participants.resolve([("sms", "here")], later(days=100))["sms", "here"]

    here = await database.transact(work)

    def forget(unit: Unit) -> int:
        return unit.retention.forget(later(days=731), lambda channel, value: f"proof of {value}")

    assert [await database.transact(forget) for _ in range(4)] == [2, 2, 1, 0]
    known = await database.read(
        lambda u: u.participants.known([("sms", f"silent{n}") for n in range(5)] + [("sms", "here")])
    )
    assert known == {("sms", "here"): here}
    proofs = {f"proof of silent{n}" for n in range(5)}
    assert await database.read(lambda u: u.participants.opted_out([*proofs, "proof of here"])) == proofs
    assert len(await database.read(lambda u: u.ideas.recent(99))) == 5
