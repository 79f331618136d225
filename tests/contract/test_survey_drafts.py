"""Is what staff write kept, one draft for each survey, and do two editors see each other?"""

from __future__ import annotations

from dataclasses import replace

from storage.database import Database
from storage.survey_drafts import SurveyDraft
from tests.contract.universe import NOW, later

BUS = SurveyDraft("bus", {"title": {"fr": "Le bus"}}, "", "staff:1", NOW, NOW, 1)


async def test_a_draft_is_kept_by_its_name(database: Database) -> None:
    await database.transact(lambda u: u.survey_drafts.save(BUS))
    assert await database.read(lambda u: u.survey_drafts.get("bus")) == BUS
    assert await database.read(lambda u: u.survey_drafts.get("tram")) is None


async def test_a_later_draft_takes_its_place(database: Database) -> None:
    await database.transact(lambda u: u.survey_drafts.save(BUS))
    other = replace(BUS, form={}, revision=2, created_at=later(days=1), changed_at=later(days=1))
    await database.transact(lambda u: u.survey_drafts.save(other))
    kept = replace(other, created_at=NOW)
    assert await database.transact(lambda u: u.survey_drafts.get("bus", hold=True)) == kept


async def test_a_draft_is_forgotten_once(database: Database) -> None:
    await database.transact(lambda u: u.survey_drafts.save(BUS))
    assert await database.transact(lambda u: u.survey_drafts.remove("bus"))
    assert not await database.transact(lambda u: u.survey_drafts.remove("bus"))


async def test_drafts_come_latest_first(database: Database) -> None:
    tram = replace(BUS, name="tram", changed_at=later(hours=1))
    await database.transact(lambda u: u.survey_drafts.save(BUS))
    await database.transact(lambda u: u.survey_drafts.save(tram))
    assert await database.read(lambda u: u.survey_drafts.all(5)) == [tram, BUS]
    assert await database.read(lambda u: u.survey_drafts.all(1)) == [tram]
