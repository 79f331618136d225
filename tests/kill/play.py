"""What do pretend residents say while the service is killed, and what must be true of it afterwards?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from storage import models
from storage.models.base import table
from storage.unit import Unit

#: An idea from the first word to the reference, on a phone that draws nothing.
TEXTS = (
    "une idée",
    "Des arceaux à vélos devant l'école Jean Moulin",
    "on attache nos vélos aux grilles de l'école",
    "les enfants viendront à vélo tous les jours",
    "8",
)
#: The first of them: every step of the journey is met, and two messages wait together.
SHORT = TEXTS[:3]

#: step of an idea → its place in TEXTS
STEPS = {"solution": 1, "problem": 2, "benefit": 3}

Row = dict[str, Any]


@dataclass(slots=True)
class Verdict:
    """What was found of some phones; every list must be empty."""

    messages: int = 0
    answers: int = 0
    ideas: int = 0
    faults: list[str] = field(default_factory=list)


def judge(unit: Unit, acknowledged: Sequence[tuple[str, str]]) -> Verdict:
    """Return whether every acknowledged message (phone, provider id) was answered exactly once, in order."""
    rows = _by_phone(unit, table(models.Inbound))
    answers = _by_phone(unit, table(models.Outbound))
    verdict = Verdict()
    for phone in {phone for phone, _ in acknowledged}:
        ids = [id for at, id in acknowledged if at == phone]
        verdict.messages += len(ids)
        verdict.answers += len(answers[phone])
        verdict.faults += [f"{phone}: {fault}" for fault in _inbound_faults(rows[phone], ids)]
        verdict.faults += [f"{phone}: {fault}" for fault in _outbox_faults(rows[phone], answers[phone])]
    verdict.faults += _words_faults(unit, rows)
    verdict.ideas = len(unit.connection.execute(select(table(models.Idea).c.id)).all())
    return verdict


def _by_phone(unit: Unit, rows: Any) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in unit.connection.execute(select(rows).order_by(rows.c.id)):
        found[row.address].append(dict(row._mapping))
    return found


def _inbound_faults(rows: Sequence[Row], acknowledged: Sequence[str]) -> Iterable[str]:
    known = Counter(row["provider_id"] for row in rows)
    yield from (f"acknowledged and lost: {id}" for id in acknowledged if id not in known)
    yield from (f"stored {n} times: {id}" for id, n in known.items() if n > 1)
    yield from (f"not handled: {row['provider_id']}" for row in rows if row["status"] != "handled")


def _outbox_faults(rows: Sequence[Row], answers: Sequence[Row]) -> Iterable[str]:
    by_message: dict[int, list[int]] = defaultdict(list)
    for answer in answers:
        by_message[answer["inbound_id"]].append(answer["n"])
    yield from (f"not answered: {row['provider_id']}" for row in rows if row["id"] not in by_message)
    yield from (f"answered twice: {id}" for id, n in by_message.items() if sorted(n) != list(range(len(n))))
    yield from (f"{row['status']}: outbox {row['id']}" for row in answers if row["status"] != "sent")
    order = [answer["inbound_id"] for answer in answers]
    if order != sorted(order):
        yield f"answered out of order: {order}"


def _words_faults(unit: Unit, inbound: dict[str, list[Row]]) -> Iterable[str]:
    """Tell which words of handled messages are in no answer, or in two that count."""
    answers = table(models.Answer)
    query = select(answers.c.step, answers.c.text).where(answers.c.replaced_at.is_(None))
    kept = Counter((row.step, row.text) for row in unit.connection.execute(query))
    said = Counter(row["payload"]["text"] for rows in inbound.values() for row in rows)
    for step, place in STEPS.items():
        if kept[step, TEXTS[place]] != said[TEXTS[place]]:
            yield f"{step}: {said[TEXTS[place]]} said, {kept[step, TEXTS[place]]} kept"
