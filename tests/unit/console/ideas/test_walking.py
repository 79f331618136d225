"""Does staff go from idea to idea in the list they came from, and is that list still known after each form?"""

from __future__ import annotations

import re
from html import unescape

import pytest

from bot.console.role import Role
from storage.ideas import Idea
from tests.unit.console.ideas.proposals import NASTY, propose, seen
from tests.unit.console.office import Client, Office

STEP = re.compile(r'rel="(prev|next)"[^>]* href="([^"]+)"')


@pytest.fixture
async def ideas(office: Office) -> list[Idea]:
    """Three ideas, the one between on another theme; the first came first."""
    return [await propose(office, f"Idée {n}", theme="nature" if n == 1 else "mobilite") for n in range(3)]


async def steps(browser: Client, path: str) -> dict[str, str]:
    """Return where one goes from the page of an idea."""
    answer = await browser.get(f"/console/ideas/{path}")
    assert answer.status == 200
    return {
        way: unescape(where).removeprefix("/console/ideas/")
        for way, where in STEP.findall(await answer.text())
    }


async def test_the_list_decides_who_is_next(office: Office, ideas: list[Idea]) -> None:
    browser, (first, second, third) = await office.as_(Role.EDITOR), [idea.reference for idea in ideas]
    assert await steps(browser, second) == {"prev": third, "next": first}
    assert await steps(browser, f"{second}?order=oldest") == {
        "prev": f"{first}?order=oldest",
        "next": f"{third}?order=oldest",
    }
    assert await steps(browser, f"{third}?theme=mobilite") == {"next": f"{first}?theme=mobilite"}
    # it left the list since: one goes on from where it was
    assert await steps(browser, f"{second}?theme=mobilite") == {
        "prev": f"{third}?theme=mobilite",
        "next": f"{first}?theme=mobilite",
    }
    assert await steps(browser, f"{second}?order=changed") == {}
    assert await steps(browser, f"{second}?like={first}") == {}


async def test_the_list_leads_with_what_was_asked(office: Office, ideas: list[Idea]) -> None:
    browser = await office.as_(Role.EDITOR)
    page = await (await browser.get("/console/ideas?theme=nature&q=id%C3%A9e")).text()
    assert f'href="/console/ideas/{ideas[1].reference}?q=id%C3%A9e&amp;theme=nature"' in page


async def test_an_organisation_walks_its_own_ideas(office: Office, ideas: list[Idea]) -> None:
    theirs = [await propose(office, f"Banc {n}", assigned_to="Régie") for n in range(2)]
    browser = await office.as_(Role.ORGANISATION, "Régie")
    assert await steps(browser, theirs[0].reference) == {"prev": theirs[1].reference}


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("notes", {"text": "Vu."}),
        ("filing", {"theme": "nature"}),
        ("assigned", {"assigned_to": "Régie"}),
        ("state", {"move": "accept"}),
        ("answer", {"answer": "Oui.", "answers": "0", "act": "send"}),
        ("answer", {"answer": "Oui.", "answers": "0", "act": "preview"}),
        ("answer", {"answer": "", "answers": "0", "act": "insert"}),
    ],
)
async def test_the_list_is_known_after_a_form(
    office: Office, ideas: list[Idea], act: str, fields: dict[str, str]
) -> None:
    browser, idea = await office.as_(Role.EDITOR), ideas[0]
    data = {"csrf": office.csrf(browser), "seen": seen(idea), **fields}
    answer = await browser.post(f"/console/ideas/{idea.reference}/{act}?order=oldest&q=id%C3%A9e", data=data)
    page = await answer.text()
    assert answer.status == 200, page
    assert f'href="/console/ideas/{ideas[1].reference}?q=id%C3%A9e&amp;order=oldest"' in page


async def test_a_ready_text_goes_into_an_answer(office: Office, ideas: list[Idea]) -> None:
    ready = await office.desk.database.transact(
        lambda unit: unit.canned.add("Merci", f"Merci ! {NASTY}", office.clock.now)
    )
    browser, where = await office.as_(Role.EDITOR), f"/console/ideas/{ideas[0].reference}/answer"
    page = await (await browser.get(f"/console/ideas/{ideas[0].reference}")).text()
    assert f'<option value="{ready}">Merci</option>' in page
    data = {"csrf": office.csrf(browser), "answer": "Bonjour.", "canned": ready, "act": "insert"}
    shown = await (await browser.post(where, data=data)).text()
    assert f"Bonjour.\nMerci ! {NASTY}</textarea>" in unescape(shown) and NASTY not in shown
    assert 'value="preview"' in shown and 'value="send"' not in shown


async def test_a_moderator_has_no_ready_answers(office: Office, ideas: list[Idea]) -> None:
    await office.desk.database.transact(lambda unit: unit.canned.add("Merci", "Merci !", office.clock.now))
    page = await (await (await office.as_(Role.MODERATOR)).get(f"/console/ideas/{ideas[0].reference}")).text()
    assert "f-canned" not in page and 'rel="next"' not in page and 'rel="prev"' in page
