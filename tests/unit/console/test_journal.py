"""Does the journal find who did what and when, page by page, and leave as a table that no spreadsheet runs?"""

from __future__ import annotations

import ast
import csv
import io
import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
import yaml

import bot
from bot.console.role import Role
from bot.participation.pseudonym import write_pseudonym
from storage.audit import Act
from tests.unit.console.ideas.proposals import propose
from tests.unit.console.office import NOW, Office
from tests.unit.console.sendings.crowd import NEWS, send
from tests.unit.console.settings.desk_clerk import Clerk
from tests.unit.console.surveys.pages import Editor

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


async def test_a_detail_of_several_reads_as_words(clerk: Clerk) -> None:
    detail = {"channels": ["sms", "whatsapp"], "found": 0, "filters": [], "sizes": [{"n": 1}]}
    act = Act(NOW, "operator", "address looked up", "", detail)
    await clerk.office.desk.database.transact(lambda unit: unit.audit.add([act]))
    shown = await page(clerk)
    assert '<span class="words">SMS / WhatsApp</span>' in shown and "[&#39;" not in shown


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


#: what writes an act: the act is among what they are given
WRITERS = ("record", "Act", "keep", "change", "change_survey", "_do", "_doing", "_change", "_act")


@cache
def acts_of_sources() -> set[str]:
    """Return the acts that sources name outright: what a writer is given in two words or more, and tables of acts."""
    trees = [ast.parse(path.read_text("utf-8")) for path in Path(bot.__file__).parent.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    given = [arg for call in calls if getattr(call.func, "id", "") in WRITERS for arg in call.args]
    tables = [
        node.value for node in nodes if isinstance(node, ast.AnnAssign) and _named(node.target) == "ACTS"
    ]
    given += [value for table in tables if isinstance(table, ast.Dict) for value in table.values]
    said = {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return {one for one in said if re.fullmatch(r"[a-z]+( [a-z]+)+", one)}


def _named(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_act_has_its_words(language: str) -> None:
    path = Path(bot.__file__).parent / "console" / "words" / language / "journal.yml"
    words = yaml.safe_load(path.read_text("utf-8"))["actions"]
    acts = acts_of_sources()
    assert len(acts) > 60 and "survey question moved" in acts
    assert acts - words.keys() == set()


async def test_what_befell_sendings_has_its_words(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    weekly = {
        "when": "again",
        "date": "2026-09-14",
        "time": "18:00",
        "every": "week",
        "weekdays": "0",
        "count": "6",
    }
    later = {"name": "Bal", "when": "date", "date": "2026-09-20", "time": "18:00"}
    for form in (NEWS | weekly, NEWS | later):
        await send(office, browser, "/sendings/confirm", **form)
    for act, seen in (("pause", "active"), ("resume", "paused"), ("end", "active")):
        await send(office, browser, f"/sendings/repeat/piscine/{act}", seen=seen)
    for act, seen in (("pause", "scheduled"), ("resume", "paused"), ("cancel", "scheduled")):
        await send(office, browser, f"/sendings/one/bal/{act}", seen=seen)
    shown = await page(Clerk(office, await office.as_(Role.DPO)))
    for said in ("Envoi répété mis en pause", "Envoi répété repris", "Envoi répété terminé", "Envoi annulé"):
        assert said in shown, said
    acts = await office.desk.database.read(lambda unit: unit.journal.actions())
    assert not {act for act in acts if f">{act}<" in shown}


async def test_things_are_called_by_their_names(office: Office, clerk: Clerk) -> None:
    idea, staff = await propose(office), await office.add(Role.EDITOR)
    subjects = {
        idea.id: "idea filed",
        f"staff:{staff}": "staff changed",
        "settings:themes:mobilite": "settings changed",
        str(idea.participant_id): "joined a group",
        "gone-since": "idea noted",
    }
    later = NOW + timedelta(hours=1)
    acts = [Act(later, "operator", act, subject, {"from": "submitted"}) for subject, act in subjects.items()]
    await office.desk.database.transact(lambda unit: unit.audit.add(acts))
    shown = await page(clerk, "?since=2026-09-07")
    for said in (
        idea.reference,
        "Camille editor",
        "Thèmes · mobilite",
        write_pseudonym(str(idea.participant_id)),
        "gone-since",
        "Note interne ajoutée",
        "avant : ",
    ):
        assert said in shown.replace("\u00a0", " "), said
    assert f"<code>{idea.id}</code>" in shown, "what the filter takes stays there, in small print"
    assert ">submitted<" not in shown


async def test_a_draft_is_called_by_its_title(office: Office, clerk: Clerk) -> None:
    editor = Editor(office, await office.as_(Role.EDITOR))
    name = await editor.begin("Le bus de nuit")
    shown = await page(clerk, "?what=survey+begun")
    assert "Le bus de nuit" in shown and shown.count(f"survey:{name}") == 1


async def test_answers_to_surveys_are_told_in_words(office: Office, clerk: Clerk) -> None:
    act = Act(
        NOW, "participant", "survey submitted", "498.submit_survey", {"dialogue": "survey", "reason": ""}
    )
    await office.desk.database.transact(lambda unit: unit.audit.add([act]))
    shown = await page(clerk, "?since=2026-09-07")
    assert "réponse reçue" in shown and shown.count("498.submit_survey") == 1
    assert "raison" not in shown
