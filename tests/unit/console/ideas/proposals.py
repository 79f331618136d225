"""Ideas that residents of the demo town handed in, for the pages that show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson

from bot.participation.reference import write_reference
from storage.ideas import Idea, Words
from storage.unit import Unit
from tests.unit.console.office import Client, Office

#: an image tag that would run, wherever a page forgets to escape
NASTY = "<img src=x onerror=alert(1)>"


async def propose(
    office: Office, title: str = "Un abri à vélos", phone: str = "sms-lea", **changed: Any
) -> Idea:
    """Store an idea of the resident with this phone, who spoke French; each is a minute younger than the last."""
    given: dict[str, Any] = {
        "solution": f"{title} devant la gare",
        "problem": "les vols",
        "benefit": "venir à vélo",
    }
    given |= {name: changed.pop(name) for name in ("solution", "problem", "benefit") if name in changed}
    more = {name: changed.pop(name) for name in ("place", "photos") if name in changed}

    def work(unit: Unit) -> Idea:
        number = unit.ideas.next_number()
        at = office.clock.now - timedelta(days=2) + timedelta(minutes=number)
        (who,) = unit.participants.resolve([("simulator", phone)], at).values()
        words = Words(title, **given, at=at, **more)
        reference = write_reference(number, "mobilite")
        idea = Idea(f"idea{number}", number, reference, who, words, at, theme="mobilite", language="fr")
        idea = replace(idea, **changed)
        unit.ideas.add([idea])
        return idea

    return await office.service.database.transact(work)


async def find(office: Office, idea: Idea) -> Idea:
    """Return an idea as it is stored now."""
    found = await office.service.database.read(lambda unit: unit.ideas.by_id(idea.id))
    assert found is not None
    return found


def seen(idea: Idea) -> str:
    """Return what a form carries that was drawn from the idea."""
    return f"{idea.revision}.{idea.words.n}"


async def send(office: Office, browser: Client, path: str, **fields: str) -> tuple[int, str]:
    """Send a form of the console; return the status and the page, that which follows when it sends on."""
    data = {"csrf": office.csrf(browser), **fields}
    async with browser.post(f"/console{path}", data=data) as answer:
        return (answer.history[0].status if answer.history else answer.status), await answer.text()


async def told(office: Office) -> list[str]:
    """Return the texts that wait to be sent, or were, oldest first."""

    def read(unit: Unit) -> list[str]:
        rows = unit.connection.exec_driver_sql("SELECT content FROM outbox ORDER BY id").scalars()
        return [orjson.loads(row).get("text", "") for row in rows]

    return await office.service.database.read(read)
