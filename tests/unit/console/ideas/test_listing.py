"""Does the list find, hide, page and export ideas?"""

from __future__ import annotations

import csv
import io

from bot.console.ideas import export
from bot.console.role import Role
from bot.participation.pseudonym import write_pseudonym
from tests.unit.console.ideas.proposals import NASTY, propose
from tests.unit.console.office import Client, Office


async def page(browser: Client, path: str) -> str:
    async with browser.get(f"/console{path}") as answer:
        assert answer.status == 200, path
        return await answer.text()


async def test_an_empty_list_says_what_comes(office: Office) -> None:
    text = await page(await office.as_(Role.EDITOR), "/ideas")
    assert "n&#39;est encore arrivée" in text


async def test_words_and_filters_narrow_the_list(office: Office) -> None:
    bike, bench = (
        await propose(office),
        await propose(office, "Des bancs", state="refused", assigned_to="Voirie"),
    )
    browser = await office.as_(Role.MODERATOR)
    for path, there in (
        ("/ideas", {bike, bench}),
        ("/ideas?q=velos+GARE&theme=mobilite", {bike}),
        ("/ideas?state=refused", {bench}),
        ("/ideas?to=Voirie", {bench}),
        ("/ideas?to=-", {bike}),
        ("/ideas?since=2031-01-01", set()),
        ("/ideas?since=nonsense&state=nonsense&edge=x&order=x", {bike, bench}),
    ):
        text = await page(browser, path)
        assert {one for one in (bike, bench) if f'href="/console/ideas/{one.reference}' in text} == there, (
            path
        )


async def test_pages_are_walked_both_ways(office: Office) -> None:
    for n in range(65):
        await propose(office, f"Idée numéro {n}")
    browser = await office.as_(Role.EDITOR)
    first = await page(browser, "/ideas")
    assert "65 idées" in first and first.count('<th scope="row">') == 30
    assert 'rel="prev"' not in first
    second = await page(browser, "/ideas?edge=36")
    assert "Idée numéro 34<" in second and "Idée numéro 5<" in second
    assert 'rel="prev"' in second and 'rel="next"' in second
    last = await page(browser, "/ideas?edge=6")
    assert last.count('<th scope="row">') == 5 and 'rel="next"' not in last
    back = await page(browser, "/ideas?edge=35&back=1")
    assert back.count('<th scope="row">') == 30 and 'rel="prev"' not in back


async def test_residents_words_never_run(office: Office) -> None:
    idea = await propose(
        office, NASTY, problem=NASTY, assigned_to=NASTY, district=NASTY, place={"text": NASTY}
    )
    browser = await office.as_(Role.ADMIN)
    for path in ("/ideas", f"/ideas/{idea.reference}", f"/ideas?q={NASTY}&to={NASTY}", "/moderation"):
        text = await page(browser, path)
        assert "<img src=x" not in text and "&lt;img src=x" in text, path


async def test_a_file_runs_no_formula(office: Office) -> None:
    await propose(office, "=HYPERLINK(1)", solution="+33 appelle", problem="@somme", benefit='-1;"2"\nfin')
    await propose(office, "Des bancs", state="refused")
    browser = await office.as_(Role.EDITOR)
    async with browser.get("/console/ideas.csv?state=submitted") as answer:
        assert answer.content_type == "text/csv"
        data = await answer.read()
    assert data.startswith("\ufeff".encode())
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert len(rows) == 1 and head[0] == "référence"
    cells = dict(zip(head, rows[0], strict=True))
    assert cells["titre"] == "'=HYPERLINK(1)" and cells["solution"] == "'+33 appelle"
    assert cells["problème"] == "'@somme" and cells["bénéfice"] == '\'-1;"2"\nfin'
    acts = await office.service.database.read(lambda u: u.audit.of_subject("ideas"))
    assert [act.action for act in acts] == ["ideas exported"]


async def test_a_long_export_leaves_nothing_out(office: Office) -> None:
    for n in range(3):
        await propose(office, f"Idée {n}")
    browser = await office.as_(Role.EDITOR)
    whole, export.CHUNK = export.CHUNK, 2
    try:
        async with browser.get("/console/ideas.csv?order=oldest") as answer:
            lines = (await answer.text()).strip().splitlines()
    finally:
        export.CHUNK = whole
    assert [line.split(";")[3] for line in lines[1:]] == ["Idée 0", "Idée 1", "Idée 2"]


async def test_similar_ideas_come_closest_first(office: Office) -> None:
    mine = await propose(office, "Un abri à vélos fermé", solution="un abri à vélos fermé à la gare")
    near = await propose(office, "Abri à vélos à la gare", solution="un abri à vélos fermé")
    far = await propose(
        office, "Des bancs", solution="des bancs à l'ombre", problem="la fatigue", benefit="repos"
    )
    browser = await office.as_(Role.EDITOR)
    text = await page(browser, f"/ideas?like={mine.reference}")
    assert near.reference in text and f"/ideas/{far.reference}" not in text
    part = await page(browser, f"/ideas/{mine.reference}/similar")
    assert near.reference in part and "abri" in part.lower()


async def test_an_analyst_knows_no_author(office: Office) -> None:
    idea = await propose(office, photos=("p1",))
    assert idea.participant_id is not None
    name = write_pseudonym(idea.participant_id)
    team, analyst = await office.as_(Role.MODERATOR), await office.as_(Role.ANALYST)
    assert name in await page(team, f"/ideas/{idea.reference}")
    for path in ("/ideas", f"/ideas/{idea.reference}", "/ideas.csv"):
        text = await page(analyst, path)
        assert name not in text and idea.participant_id not in text
    async with analyst.get(f"/console/ideas/{idea.reference}/photos/0") as answer:
        assert answer.status == 403


async def test_an_organisation_sees_its_own_only(office: Office) -> None:
    mine = await propose(office, "Un abri", assigned_to="Les Vélos")
    other = await propose(office, "Des bancs", assigned_to="Autre")
    nobodys = await propose(office, "Une fontaine")
    browser = await office.as_(Role.ORGANISATION, organisation="Les Vélos")
    text = await page(browser, "/ideas?to=Autre")
    assert mine.reference in text and other.reference not in text and nobodys.reference not in text
    exported = await page(browser, "/ideas.csv?to=Autre&unassigned=1")
    assert mine.reference in exported and other.reference not in exported
    assert "/console/participants" not in await page(browser, f"/ideas/{mine.reference}")
    for idea in (other, nobodys):
        for path in ("", "/similar", "/photos/0"):
            async with browser.get(f"/console/ideas/{idea.reference}{path}") as answer:
                assert answer.status == 404, path
        async with browser.post(
            f"/console/ideas/{idea.reference}/notes", data={"csrf": office.csrf(browser), "text": "x"}
        ) as answer:
            assert answer.status == 404


async def test_a_nameless_organisation_sees_nothing(office: Office) -> None:
    idea = await propose(office)
    browser = await office.as_(Role.ORGANISATION)
    assert idea.reference not in await page(browser, "/ideas")
    async with browser.get(f"/console/ideas/{idea.reference}") as answer:
        assert answer.status == 404
