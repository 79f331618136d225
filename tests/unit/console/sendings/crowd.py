"""Residents of the demo town who agreed to be written to, and forms that staff send."""

from __future__ import annotations

from datetime import timedelta

from storage.consents import Consent
from storage.surveys import Survey
from storage.unit import Unit
from tests.unit.console.office import Client, Office

#: a form that sends an announcement to everybody, now
NEWS = {
    "name": "Piscine",
    "what": "message",
    "text_fr": "La piscine rouvre lundi.",
    "who": "everyone",
    "when": "now",
}


async def settle(office: Office, *names: str, purposes: tuple[str, ...] = ("news", "questions")) -> list[str]:
    """Store residents with a simulated phone each, who agreed to these purposes; return their ids."""
    now = office.clock.now - timedelta(days=30)

    def work(unit: Unit) -> list[str]:
        keys = [("simulator", name) for name in names]
        known = unit.participants.resolve(keys, now)
        people = [known[key] for key in keys]
        unit.consents.add(
            [
                Consent(who, purpose, True, now, "simulator", "…", "staff")
                for who in people
                for purpose in purposes
            ]
        )
        return people

    return await office.service.database.transact(work)


async def open_survey(office: Office, slug: str = "langue", title: str = "Votre langue") -> None:
    """Store an open survey, on a dialogue that is there."""
    now = office.clock.now
    survey = Survey(slug, {"fr": title}, "language", "1", now, now, state="open")
    await office.service.database.transact(lambda unit: unit.surveys.save(survey))


async def page(browser: Client, path: str) -> tuple[int, str]:
    """Return a page of the console."""
    answer = await browser.get(f"/console{path}")
    return answer.status, await answer.text()


async def send(office: Office, browser: Client, path: str, **fields: object) -> tuple[int, str, str]:
    """Send a form with its token; return status, page, and where one is in the end."""
    data = [("csrf", office.csrf(browser))]
    for name, value in fields.items():
        data += [(name, str(one)) for one in (value if isinstance(value, list) else [value])]
    answer = await browser.post(f"/console{path}", data=data)
    return answer.status, await answer.text(), answer.url.path_qs
