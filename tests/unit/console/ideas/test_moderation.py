"""Is each idea decided once, by one person, who may take it back; and is its author told?"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

from bot.console.role import Role
from tests.unit.console.ideas.proposals import find, propose, seen, send, told
from tests.unit.console.office import Client, Office


async def page(browser: Client, path: str = "/moderation") -> str:
    async with browser.get(f"/console{path}") as answer:
        return await answer.text()


async def test_the_oldest_comes_first(office: Office) -> None:
    first, second = await propose(office, "Première"), await propose(office, "Seconde", state="waiting")
    await propose(office, "Publiée", state="published")
    browser = await office.as_(Role.MODERATOR)
    text = await page(browser)
    assert "2 idées attendent" in text and "Première" in text and "Seconde" not in text
    assert "Seconde" in await page(browser, f"/moderation?after={first.number}")
    assert "au bout de la file" in await page(browser, f"/moderation?after={second.number}")


async def test_an_accepted_idea_is_published_and_told(office: Office) -> None:
    idea, browser = await propose(office, state="waiting"), await office.as_(Role.MODERATOR)
    status, text = await send(
        office, browser, f"/moderation/{idea.reference}", move="accept", seen=seen(idea)
    )
    assert status == 303 and "Tout est lu" in text and "Annuler" in text
    assert (await find(office, idea)).state == "published"
    assert "est publiée" in (await told(office))[0]
    acts = await office.service.database.read(lambda u: u.audit.of_subject(idea.id))
    assert [act.action for act in acts] == ["idea accepted", "idea published"]


async def test_a_decision_is_undone_before_anybody_knows(office: Office) -> None:
    idea, browser = await propose(office, state="waiting"), await office.as_(Role.MODERATOR)
    path = f"/moderation/{idea.reference}"
    _, text = await send(office, browser, path, move="refuse", reason="off_topic", seen=seen(idea))
    (undo,) = re.findall(r"/moderation/undo/\d+", text)
    other = await office.as_(Role.ADMIN)
    assert (await send(office, other, undo))[0] == 409
    status, text = await send(office, browser, undo)
    assert status == 303 and "attend de nouveau" in text
    assert (await find(office, idea)).state == "waiting" and await told(office) == []
    assert (await send(office, browser, undo))[0] == 409


async def test_what_was_told_is_taken_back_in_words(office: Office) -> None:
    idea, browser = await propose(office, state="waiting"), await office.as_(Role.MODERATOR)
    path = f"/moderation/{idea.reference}"
    _, text = await send(office, browser, path, move="refuse", reason="insults", seen=seen(idea))
    await office.service.database.transact(
        lambda u: u.connection.exec_driver_sql("UPDATE outbox SET status = 'sent'")
    )
    (undo,) = re.findall(r"/moderation/undo/\d+", text)
    assert (await send(office, browser, undo))[0] == 303
    assert "nous nous sommes trompés" in (await told(office))[1]


async def test_two_moderators_never_decide_twice(office: Office) -> None:
    idea = await propose(office, state="waiting")
    first, second = await office.as_(Role.MODERATOR), await office.as_(Role.EDITOR)
    path = f"/moderation/{idea.reference}"
    found = await asyncio.gather(
        send(office, first, path, move="accept", seen=seen(idea)),
        send(
            office, second, path, move="refuse", reason="other", words="Ce n'est pas clair.", seen=seen(idea)
        ),
    )
    assert sorted(status for status, _ in found) == [303, 409]
    lost = next(text for status, text in found if status == 409)
    assert "a déjà traité" in lost and idea.reference in lost and len(await told(office)) == 1


async def test_a_refusal_without_a_reason_is_asked_again(office: Office) -> None:
    await propose(office, "Avant", state="waiting")
    idea, browser = await propose(office, "Celle-ci", state="waiting"), await office.as_(Role.MODERATOR)
    path = f"/moderation/{idea.reference}"
    status, text = await send(office, browser, path, move="refuse", words="Mes mots", seen=seen(idea))
    assert status == 400 and "Choisissez une raison" in text and "Mes mots" in text and "Celle-ci" in text
    assert (await send(office, browser, path, move="plan", seen=seen(idea)))[0] == 400
    assert (await find(office, idea)).state == "waiting"


async def test_a_rule_of_the_challenge_is_quoted(office: Office) -> None:
    consultation = next(
        c for c in office.desk.room().town.consultations if any(r.get("text") for r in c.rules)
    )
    rank = next(n for n, rule in enumerate(consultation.rules) if rule.get("text"))
    idea = await propose(office, state="waiting", consultation_id=consultation.id)
    browser = await office.as_(Role.MODERATOR)
    assert f'value="rule:{rank}"' in await page(browser)
    path = f"/moderation/{idea.reference}"
    assert (await send(office, browser, path, move="refuse", reason=f"rule:{rank}", seen=seen(idea)))[
        0
    ] == 303
    assert consultation.rules[rank]["text"]["fr"] in (await told(office))[0]


async def test_what_stands_out_is_shown(office: Office) -> None:
    await propose(office, solution="appelez Monsieur Dupont au 06 12 34 56 78", state="waiting")
    text = await page(await office.as_(Role.MODERATOR))
    assert "Numéro de téléphone" in text and "Monsieur Dupont" in text


async def test_an_author_who_changed_it_is_read_again(office: Office) -> None:
    idea, browser = await propose(office, state="waiting"), await office.as_(Role.MODERATOR)
    words = replace(idea.words, solution="tout autre chose", at=office.clock.now)
    await office.service.database.transact(lambda u: u.ideas.add_version(idea.id, words))
    status, text = await send(
        office, browser, f"/moderation/{idea.reference}", move="accept", seen=seen(idea)
    )
    assert status == 409 and "tout autre chose" in text
    assert (await find(office, idea)).state == "waiting"
