"""Does the page of a repeated sending say when messages really leave, whom they reach again, and what never will?"""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest

from bot.console.role import Role
from tests.unit.console.office import Office
from tests.unit.console.sendings.crowd import NEWS, keep_usual_hours, open_survey, page, send, settle

#: the first Sunday of each month; the clocks change on the last Sunday of October and of March
SUNDAYS = {
    "when": "again", "date": "2026-10-04", "time": "10:00", "every": "month_weekday", "rank": "1", "weekday": "6",
    "ends": "count", "count": "3",
}  # fmt: skip
MONTHLY = SUNDAYS | {"date": "2026-10-05", "weekday": "0", "count": "6"}
SURVEY = {"name": "Avis", "what": "survey", "survey": "langue", "who": "everyone"}
#: the end of 9 November in the town
NOVEMBER = datetime(2026, 11, 9, 23, tzinfo=UTC)


def said(text: str) -> str:
    return html.unescape(text).replace("\u00a0", " ")


async def test_a_time_without_sending_says_when(office: Office) -> None:
    await settle(office, "sms-lea")
    keep_usual_hours(office)
    browser = await office.as_(Role.EDITOR)
    _, text, _ = await send(office, browser, "/sendings/new", **NEWS | SUNDAYS, act="next")
    told = 'dimanche 1er novembre 2026, 10:00 <span class="soft">(pas une heure d\'envoi : partira le lundi 2 novembre'
    assert told in said(text)
    await send(office, browser, "/sendings/confirm", **NEWS | SUNDAYS)
    assert told in said((await page(browser, "/sendings/repeat/piscine"))[1])


async def test_a_time_that_is_open_says_no_more(office: Office) -> None:
    await settle(office, "sms-lea")
    keep_usual_hours(office)
    _, text, _ = await send(
        office, await office.as_(Role.EDITOR), "/sendings/new", **NEWS | MONTHLY, act="next"
    )
    assert "lundi 5 octobre 2026, 10:00</li>" in said(text) and "pas une heure" not in said(text)


@pytest.mark.parametrize("ends", [None, NOVEMBER])
async def test_a_repeated_survey_says_whom_it_reaches(office: Office, ends: datetime | None) -> None:
    await settle(office, "sms-lea")
    await open_survey(office, closes_at=ends)
    _, text, _ = await send(
        office, await office.as_(Role.EDITOR), "/sendings/new", **SURVEY | MONTHLY, act="next"
    )
    assert "1 personne recevra ceci la première fois" in said(text)
    assert "seules celles qui n'ont pas encore répondu" in said(text)
    assert ("ce qui est prévu après ne partira pas" in said(text)) == (ends is not None)


@pytest.mark.parametrize(
    "when", [MONTHLY | {"date": "2026-11-10"}, {"when": "date", "date": "2026-11-10", "time": "18:00"}]
)
async def test_a_survey_that_ended_is_not_planned(office: Office, when: dict[str, str]) -> None:
    await settle(office, "sms-lea")
    await open_survey(office, closes_at=NOVEMBER)
    browser = await office.as_(Role.EDITOR)
    status, text, _ = await send(office, browser, "/sendings/new", **SURVEY | when, act="next")
    assert (status, "L'enquête sera terminée à ce moment-là" in said(text)) == (400, True)
    status, _, _ = await send(
        office, browser, "/sendings/new", **SURVEY | when | {"date": "2026-11-09"}, act="next"
    )
    assert status == 200
