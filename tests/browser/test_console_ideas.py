"""Can an officer read, refuse, publish and answer ideas by keyboard, and does the resident's phone show it?"""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.async_api import Dialog, expect

from bot.channels.message import Address, InboundMessage, Profile
from bot.console.role import Role
from storage.ideas import Idea
from tests.browser.office import EACH_LOOK, LOOKS, Desktop, overflow, violations
from tests.journey.ideas import TEXTS
from tests.unit.console.ideas.proposals import NASTY, find, propose
from tests.unit.console.office import Office

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]


async def converse(office: Office, phone: str) -> Idea:
    """Have a resident propose an idea on the simulator, from the first word to the thanks; return it."""
    for text in TEXTS[phone.partition("-")[0]]:
        message = InboundMessage(Address("simulator", phone), uuid4().hex, text, profile=Profile("", "fr"))
        await office.service.inbox.receive(message)
        await office.service.settle()
    (idea,) = await office.service.database.read(lambda unit: unit.ideas.recent(1))
    return idea


async def shows(office: Office, phone: str, words: str) -> bool:
    """Tell whether the simulator's page shows these words on a phone, once all that waits has left."""
    await office.service.settle()
    lines = await office.service.record.history(phone)
    return any(words in bubble["text"] for line in lines for bubble in line.get("bubbles", ()))


async def test_a_refusal_reaches_the_phone(desktop: Desktop) -> None:
    office = desktop.office
    idea = await converse(office, "sms-lea")
    page = await desktop.page(Role.MODERATOR)
    await page.goto(f"{desktop.origin}/console/moderation")
    await expect(page.get_by_role("link", name=idea.reference)).to_be_visible()
    await page.keyboard.press("r")
    await expect(page.get_by_label("Raison", exact=True)).to_be_focused()
    await page.get_by_label("Raison", exact=True).select_option("unclear")
    await page.get_by_label("Vos mots pour l'auteur").fill("Quelle école, la publique ?")
    await page.get_by_role("button", name="Refuser et prévenir l'auteur").click()
    await expect(page.get_by_role("status")).to_contain_text("refusée")
    assert await shows(office, "sms-lea", f"({idea.reference}) n'est pas publiée")
    assert await shows(office, "sms-lea", "Quelle école, la publique ?")
    # the refusal has left: undoing it says so
    await page.get_by_role("button", name="Annuler").click()
    await expect(page.get_by_role("status")).to_contain_text("de nouveau")
    assert await shows(office, "sms-lea", "nous nous sommes trompés")
    await page.keyboard.press("a")
    await expect(page.get_by_text("Tout est lu")).to_be_visible()
    assert await shows(office, "sms-lea", "elle est publiée")
    assert (await find(office, idea)).state == "published"


async def test_an_answer_is_seen_then_sent(desktop: Desktop) -> None:
    idea = await converse(desktop.office, "sms-sam")
    page = await desktop.page(Role.EDITOR)
    await page.goto(f"{desktop.origin}/console/ideas/{idea.reference}")
    await page.get_by_label("Répondre au nom").fill("Les travaux commencent en mai.")
    await page.get_by_role("button", name="Voir sur les téléphones").click()
    await expect(page.locator(".phone")).to_have_count(3)
    await expect(page.locator(".phone").first).to_contain_text("Les travaux commencent en mai.")
    assert await violations(page) == []
    await page.get_by_role("button", name="Envoyer à l'auteur").click()
    await expect(page.get_by_role("status")).to_contain_text("L'auteur est prévenu")
    assert await shows(desktop.office, "sms-sam", "Les travaux commencent en mai.")
    await page.get_by_text("Ce qui s'est dit autour").click()
    await expect(page.locator(".line.theirs").first).to_contain_text("une idée")


async def test_an_answer_that_was_begun_is_not_lost_by_another_button(desktop: Desktop) -> None:
    idea = await propose(desktop.office)
    page = await desktop.page(Role.EDITOR)
    asked: list[str] = []

    async def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        await dialog.dismiss()

    page.on("dialog", refuse)
    await page.goto(f"{desktop.origin}/console/ideas/{idea.reference}")
    answer, note = page.get_by_label("Répondre au nom"), page.get_by_label("Nouvelle note")
    await answer.fill("Les travaux commencent en mai.")
    await page.get_by_role("button", name="Voir sur les téléphones").click()
    await expect(page.locator(".phone").first).to_contain_text("Les travaux commencent en mai.")
    assert asked == []
    await note.fill("Vu avec la voirie.")
    await page.get_by_role("button", name="Revoir").click()
    await note.evaluate("field => field.form.requestSubmit()")
    await expect(answer).to_have_value("Les travaux commencent en mai.")
    await expect(note).to_have_value("Vu avec la voirie.")
    assert len(asked) == 2


async def test_the_queue_works_without_scripts(desktop: Desktop) -> None:
    first, second = await propose(desktop.office, "Un abri"), await propose(desktop.office, "Des bancs")
    page = await desktop.page(Role.MODERATOR, java_script_enabled=False)
    await page.goto(f"{desktop.origin}/console/moderation")
    await page.get_by_role("button", name="Publier").click()
    await expect(page.get_by_role("heading", name="Des bancs")).to_be_visible()
    await page.get_by_text("Refuser…").click()
    await page.get_by_label("Raison", exact=True).select_option("off_topic")
    await page.get_by_role("button", name="Refuser et prévenir").click()
    await expect(page.get_by_text("Tout est lu")).to_be_visible()
    assert [(await find(desktop.office, one)).state for one in (first, second)] == ["published", "refused"]


async def test_keys_can_be_turned_off(desktop: Desktop) -> None:
    idea = await propose(desktop.office)
    page = await desktop.page(Role.MODERATOR)
    await page.goto(f"{desktop.origin}/console/moderation")
    await page.get_by_label("Raccourcis du clavier").uncheck()
    await page.keyboard.press("a")
    await page.keyboard.press("n")
    await expect(page.get_by_role("heading", name=idea.words.title)).to_be_visible()
    assert (await find(desktop.office, idea)).state == "submitted"


@pytest.mark.parametrize("look", EACH_LOOK)
async def test_pages_of_ideas_suit_everyone(desktop: Desktop, look: str) -> None:
    office = desktop.office
    idea = await propose(
        office, "Un abri à vélos " + "très" * 40, place={"text": "place"}, solution="06 12 34 56 78"
    )
    await propose(office, NASTY, phone="sms-sam", language="ar")
    page = await desktop.page(Role.ADMIN, **LOOKS[look])
    for path in (
        "ideas?theme=mobilite",
        f"ideas/{idea.reference}",
        f"ideas/{idea.reference}/similar",
        "moderation",
    ):
        await page.goto(f"{desktop.origin}/console/{path}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert await violations(page) == [], path
        assert await overflow(page) <= 0, path


async def test_ideas_are_answered_one_after_another(desktop: Desktop) -> None:
    office = desktop.office
    for n in range(2):
        await propose(office, f"Un abri {n}")
    await office.desk.database.transact(lambda unit: unit.canned.add("Merci", "Merci !", office.clock.now))
    page = await desktop.page(Role.EDITOR)
    await page.goto(f"{desktop.origin}/console/ideas?order=oldest&theme=mobilite")
    await page.get_by_role("link", name="Un abri 0").click()
    await page.get_by_label("Réponses toutes prêtes").select_option("Merci")
    await page.get_by_role("button", name="Ajouter au texte").click()
    await expect(page.get_by_label("Répondre au nom de la collectivité")).to_have_value("Merci !")
    await page.get_by_role("button", name="Voir sur les téléphones").click()
    await page.get_by_role("button", name="Envoyer à l'auteur").click()
    await expect(page.get_by_role("status")).to_contain_text("L'auteur est prévenu")
    await page.keyboard.press("n")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Un abri 1")
    await page.keyboard.press("p")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Un abri 0")


async def test_a_button_pressed_twice_acts_once(desktop: Desktop) -> None:
    idea = await propose(desktop.office)
    page = await desktop.page(Role.MODERATOR)
    # what a browser asks before it sends a form, while the first answer has not come yet
    press = """form => [1, 2].map(() => {
        const asked = new SubmitEvent("submit", { bubbles: true, cancelable: true });
        document.querySelector(form).dispatchEvent(asked);
        return asked.defaultPrevented;
    })"""
    await page.goto(f"{desktop.origin}/console/ideas/{idea.reference}")
    assert await page.evaluate(press, "form[action$='/notes']") == [False, True]
    await page.goto(f"{desktop.origin}/console/ideas")
    assert await page.evaluate(press, "main form[method=get]") == [False, False]
