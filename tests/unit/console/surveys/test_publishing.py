"""Does a survey reach residents as it is written, keep what they said, and end once?"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from bot.console.surveys import composer
from storage import models
from storage.models.base import table
from storage.surveys import Survey
from storage.unit import Unit
from tests.unit.console.sendings.crowd import settle
from tests.unit.console.surveys.answering import answer
from tests.unit.console.surveys.pages import Editor, plain, value


async def stored(editor: Editor, name: str) -> Survey:
    """Return a survey as residents' side sees it."""
    found = await editor.office.service.database.read(lambda unit: unit.surveys.by_slug(name))
    assert found is not None
    return found


async def opened(editor: Editor, pasted: str = "Un ?\n- Oui, vraiment\n- Pas du tout") -> str:
    """Write a survey and open it, French standing for every language."""
    name = await editor.begin(pasted=pasted)
    where, _ = await editor.send(f"/surveys/{name}/publish", 303, falls_back="yes")
    assert where.endswith(f"/surveys/{name}/results?done=survey_open")
    return name


async def test_holes_keep_it_closed_unless_staff_say_otherwise(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?")
    _, page = await editor.send(f"/surveys/{name}/publish", 409)
    assert "Anglais : 2 phrases à traduire." in plain(page)
    await editor.send(f"/surveys/{name}/publish", 303, falls_back="yes")
    assert (await stored(editor, name)).state == "open"


async def test_nobody_opens_what_they_have_not_seen(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?")
    seen = value(await editor.see(f"/surveys/{name}"), "seen")
    await editor.send(f"/surveys/{name}/questions", 303, text="Deux ?", type="text")
    _, page = await editor.send(f"/surveys/{name}/publish", 409, falls_back="yes", seen=seen)
    assert "relisez-la" in plain(page) and "Deux ?" in page
    again = value(page, "seen")
    await editor.send(f"/surveys/{name}/publish", 303, falls_back="yes", seen=again)


async def test_an_empty_survey_is_never_opened(editor: Editor) -> None:
    name = await editor.begin()
    _, page = await editor.send(f"/surveys/{name}/publish", 409, falls_back="yes")
    assert "Posez au moins une question." in plain(page)
    assert await editor.office.service.database.read(lambda unit: unit.surveys.by_slug(name)) is None


LONG = "Une réponse que personne ne lira jusqu'au bout, tant elle est longue et détaillée, vraiment"


async def test_what_is_odd_is_opened_once_it_is_meant(editor: Editor) -> None:
    name = await editor.begin(pasted=f"Un ?\n- {LONG}\n- Non")
    page = plain(await editor.see(f"/surveys/{name}"))
    assert (
        "À relire" in page
        and "trop longue pour un bouton" in page
        and re.search(r"Par SMS : \d SMS au plus", page)
    )
    _, page = await editor.send(f"/surveys/{name}/publish", 409, falls_back="yes")
    assert "Rien n'est ouvert encore" in plain(page)
    assert 'name="falls_back" value="yes" checked' in page  # what was ticked stays so
    await editor.send(f"/surveys/{name}/publish", 303, falls_back="yes", meant="yes")
    assert (await stored(editor, name)).state == "open"


@pytest.mark.parametrize(
    ("options", "told"),
    [("- Oui", "Proposez au moins deux"), ("- Un peu\n- un peu.", "se lisent pareil"), (f"- {LONG * 3}\n- Non", "200 au plus")],
)  # fmt: skip
async def test_what_cannot_work_is_refused_by_its_question(editor: Editor, options: str, told: str) -> None:
    name = await editor.begin(pasted=f"Le bus ?\n{options}\n\nDeux ?")
    _, page = await editor.send(f"/surveys/{name}/publish", 409, falls_back="yes", meant="yes")
    assert re.search(f"1 chose à corriger : Le bus \\? [^?]*{told}", plain(page))


async def test_the_composer_counts_what_the_phone_shows(editor: Editor) -> None:
    name = await editor.begin(
        "Le bus de nuit, votre avis compte pour nous toutes et tous 🚌", pasted="Un ?\n\nDeux ?"
    )
    page = plain(await editor.see(f"/surveys/{name}"))
    replies = '[["oui", null, ""], ["non", null, ""]]'
    _, phone = await editor.send(f"/surveys/{name}/preview", 200, channel="sms", replies=replies)
    (each,) = re.findall(r"(\d+) SMS au plus par personne,", page)
    assert f"{each} SMS jusqu'ici" in plain(phone) and int(each) == 4


async def test_a_large_town_is_told_a_price_uncounted(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = await editor.begin(pasted="Un ?")
    assert "Pour 1 000 personnes" not in plain(await editor.see(f"/surveys/{name}"))
    await settle(editor.office, "sms-lea", "sms-sam")
    monkeypatch.setattr(composer, "LIVE", 1)
    assert re.search(r"Pour 1.000 personnes : 2.000 SMS", plain(await editor.see(f"/surveys/{name}")))


async def test_a_new_version_keeps_what_was_answered(editor: Editor) -> None:
    name = await opened(editor)
    await answer(editor.office, name, [{"un": ("choice", "oui_vraiment")}] * 6)
    first = (await stored(editor, name)).version
    await editor.send(f"/surveys/{name}/questions/un/remove")
    assert "changements non publiés" in plain(await editor.see(f"/surveys/{name}"))
    assert (await stored(editor, name)).version == first
    await editor.send(f"/surveys/{name}/questions", 303, text="Deux ?", type="text", required="yes")
    await editor.send(f"/surveys/{name}/publish", 303, falls_back="yes")
    assert (await stored(editor, name)).version != first
    page = plain(await editor.see(f"/surveys/{name}/results"))
    assert "Un ? n'est plus posée Posée à 6 personnes : 6 ont répondu." in page
    assert "Deux ? Posée à 0 personne." in page
    assert "Oui, vraiment · 100 %" in page


async def test_a_type_that_changes_makes_another_question(editor: Editor) -> None:
    name = await opened(editor)
    await answer(editor.office, name, [{"un": ("choice", "oui_vraiment")}] * 6)
    page = await editor.see(f"/surveys/{name}/questions/un")
    await editor.send(
        f"/surveys/{name}/questions/un", 303, text="Un ?", type="text", seen=value(page, "seen")
    )
    await editor.send(f"/surveys/{name}/publish", 303, falls_back="yes")
    page = plain(await editor.see(f"/surveys/{name}/results"))
    assert "Un ? n'est plus posée Posée à 6 personnes" in page
    assert "Un ? Posée à 0 personne." in page


async def test_a_survey_is_closed_and_opened_again(editor: Editor) -> None:
    name = await opened(editor)
    await editor.send(f"/surveys/{name}/close")
    assert (await stored(editor, name)).state == "closed"
    await editor.send(f"/surveys/{name}/close", 409)
    await editor.send(f"/surveys/{name}/reopen")
    assert (await stored(editor, name)).state == "open"
    await editor.send(f"/surveys/{name}/reopen", 409)


async def become(editor: Editor, people: list[str]) -> None:
    """Have what was answered be these people's, who agreed to be written to."""

    def work(unit: Unit) -> None:
        for n, who in enumerate(people):
            for rows in (table(models.Response), table(models.Answer)):
                theirs = update(rows).where(rows.c.participant_id == f"p{n}")
                unit.connection.execute(theirs.values(participant_id=who))

    await editor.office.service.database.transact(work)


async def test_who_answered_is_thanked_once(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?")
    page = await editor.see(f"/surveys/{name}/frame")
    await editor.send(f"/surveys/{name}/frame", 303, title="Le bus", seen=value(page, "seen"), summary="yes")
    await editor.send(f"/surveys/{name}/publish", 303, falls_back="yes")
    await answer(editor.office, name, [{"un": ("text", "oui")}] * 5)
    where, _ = await editor.send(f"/surveys/{name}/close")
    assert where.endswith("done=survey_closed")
    _, page = await editor.send(f"/surveys/{name}/thanks", 409)
    assert "ne peut recevoir de message maintenant" in plain(page)
    await become(editor, await settle(editor.office, *(f"sms-{n}" for n in range(5))))
    await editor.send(f"/surveys/{name}/reopen")
    where, _ = await editor.send(f"/surveys/{name}/close")
    assert where.endswith("done=survey_thanked")
    sent = await editor.office.service.database.read(lambda unit: [one.slug for one in unit.broadcasts.all()])
    assert sent == [f"merci-{name}"]
    _, page = await editor.send(f"/surveys/{name}/thanks", 409)
    assert "déjà partis" in plain(page)


async def test_too_few_are_not_thanked(editor: Editor) -> None:
    name = await opened(editor)
    await answer(editor.office, name, [{"un": ("choice", "oui_vraiment")}] * 4)
    _, page = await editor.send(f"/surveys/{name}/thanks", 409)
    assert "Moins de cinq personnes" in plain(page)


async def test_an_anonymous_promise_is_kept(editor: Editor) -> None:
    name = await opened(editor)
    page = await editor.see(f"/surveys/{name}/frame")
    await editor.send(
        f"/surveys/{name}/frame", 303, title="Le bus", anonymous="yes", seen=value(page, "seen")
    )
    _, page = await editor.send(f"/surveys/{name}/publish", 409, falls_back="yes")
    assert "ne peut plus changer" in plain(page)


async def test_a_draft_is_thrown_away(editor: Editor) -> None:
    name = await opened(editor)
    await editor.send(f"/surveys/{name}/questions/un/remove")
    await editor.send(f"/surveys/{name}/discard")
    assert "Un ?" in await editor.see(f"/surveys/{name}")
    other = await editor.begin("Un autre")
    where, _ = await editor.send(f"/surveys/{other}/discard")
    assert where == "/console/surveys?done=survey_discarded"
    await editor.see(f"/surveys/{other}", 404)


async def test_a_copy_has_a_name_of_its_own(editor: Editor) -> None:
    name = await opened(editor)
    where, _ = await editor.send(f"/surveys/{name}/duplicate")
    assert where.startswith(f"/console/surveys/{name}-2")
    assert "Un ?" in await editor.see(f"/surveys/{name}-2")


async def test_every_change_leaves_its_trace(editor: Editor) -> None:
    name = await opened(editor)
    await editor.send(f"/surveys/{name}/close")

    def acts(unit: Unit) -> list[str]:
        return [act.action for act in unit.audit.of_subject(f"survey:{name}")]

    found = await editor.office.service.database.read(acts)
    assert found == ["survey begun", "survey published", "survey closed"]
