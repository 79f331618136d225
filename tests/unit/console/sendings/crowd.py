"""Residents of the demo town who agreed to be written to, and forms that staff send."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.participation.broadcasts.window import Window, find_holidays
from bot.settings.hours import parse_hours
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


async def open_survey(
    office: Office, slug: str = "langue", title: str = "Votre langue", closes_at: datetime | None = None
) -> None:
    """Store an open survey, on a dialogue that is there."""
    now = office.clock.now
    survey = Survey(slug, {"fr": title}, "language", "1", now, now, state="open", closes_at=closes_at)
    await office.service.database.transact(lambda unit: unit.surveys.save(survey))


def keep_usual_hours(office: Office) -> None:
    """Let nobody be written to first at night, on Sundays and on holidays."""
    desk = office.desk.sending
    window = Window(desk.window.timezone, parse_hours("mon-fri 08:00-20:00"), find_holidays("FR"))
    desk.follow(replace(desk.caps, window=window), reserve=False)


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
