"""Does the journal find who did what and when, page by page, and leave as a table that no spreadsheet runs?"""

from __future__ import annotations

import ast
import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

import bot
from bot.console.role import Role
from storage.audit import Act
from tests.unit.console.office import NOW, Office
from tests.unit.console.settings.desk_clerk import Clerk

EVIL = "<img src=x onerror=alert(1)>"


async def fill(office: Office, count: int = 120) -> None:
    acts = [
        Act(
            NOW - timedelta(hours=n),
            "operator" if n % 2 else "participant",
            "idea filed",
            f"idea:{n}",
            {"n": n},
        )
        for n in range(count)
    ]
    await office.desk.database.transact(lambda unit: unit.audit.add(acts))


@pytest.fixture
async def clerk(office: Office) -> Clerk:
    """Give who looks after personal data."""
    await fill(office)
    return Clerk(office, await office.as_(Role.DPO))


async def page(clerk: Clerk, query: str = "") -> str:
    return await (await clerk.browser.get(f"/console/journal{query}")).text()


def older(page: str) -> str:
    return page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")


async def test_pages_follow_without_a_gap(clerk: Clerk) -> None:
    seen, where = [], "/console/journal"
    while where:
        shown = await (await clerk.browser.get(where)).text()
        seen += [int(part.partition("<")[0]) for part in shown.split("<code>idea:")[1:]]
        where = older(shown)
    assert seen == list(range(120))


async def test_filters_hold_together(clerk: Clerk) -> None:
    shown = await page(clerk, "?who=operator&what=idea+filed&since=2026-09-06&until=2026-09-06")
    hours = [int(part.partition("<")[0]) for part in shown.split("<code>idea:")[1:]]
    # midnight in Paris is 22:00 in UTC
    assert hours == [n for n in range(11, 35) if n % 2]


async def test_one_subject_is_found(clerk: Clerk) -> None:
    shown = await page(clerk, "?subject=idea:7")
    assert shown.count("<code>idea:") == 1
    assert "Idée reclassée" in shown
    assert "Exploitation du service" in shown


@pytest.mark.parametrize("query", ["?before=x", "?before=2026-01-01_1", "?before=_"])
async def test_a_place_that_is_none_is_refused(clerk: Clerk, query: str) -> None:
    assert (await clerk.browser.get(f"/console/journal{query}")).status == 400


async def test_a_wrong_date_is_told(clerk: Clerk) -> None:
    shown = await page(clerk, "?since=hier")
    assert "Écrivez une date" in shown
    assert "hier" in shown


async def test_an_export_holds_all_and_runs_nothing(office: Office, clerk: Clerk) -> None:
    act = Act(NOW + timedelta(minutes=1), "=HYPERLINK(1)", "@SUM(1)", "+1", {"x": EVIL})
    await office.desk.database.transact(lambda unit: unit.audit.add([act]))
    status, text = await clerk.send("/journal/export", {"what": "@SUM(1)"})
    assert status == 200
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][1:4] == ["'=HYPERLINK(1)", "'@SUM(1)", "'+1"]
    assert EVIL not in await page(clerk)
    _, text = await clerk.send("/journal/export", {})
    assert len(list(csv.reader(io.StringIO(text)))) == 1 + 120 + 1 + 2
    assert "Journal exporté" in await page(clerk)


async def test_nobody_changes_a_line(clerk: Clerk) -> None:
    shown = await page(clerk)
    assert "Personne ne peut changer" in shown
    assert 'method="post"' in shown
    assert shown.count('action="/console/journal') == 2


def acts_of_sources() -> set[str]:
    """Return the acts that sources name outright: what `record` or `Act` is given in two words or more."""
    calls = [
        node
        for path in Path(bot.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("record", "Act")
    ]
    said = [given.value for call in calls for given in call.args if isinstance(given, ast.Constant)]
    return {one for one in said if isinstance(one, str) and " " in one}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_act_has_its_words(language: str) -> None:
    path = Path(bot.__file__).parent / "console" / "words" / language / "journal.yml"
    words = yaml.safe_load(path.read_text("utf-8"))["actions"]
    acts = acts_of_sources()
    assert len(acts) > 30
    assert acts - words.keys() == set()
