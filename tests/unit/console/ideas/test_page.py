"""Does the page of an idea tell all of it, and do its forms do what they say, once?"""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

import pytest

from bot.console.role import Role
from bot.media.folder import Folder
from storage.audit import Act
from storage.idea_history import Happened
from storage.ideas import Idea
from storage.media import Arrived, Tried
from storage.unit import Unit
from tests.unit.console.ideas.proposals import NASTY, find, propose, seen, send, told
from tests.unit.console.office import Office

JPEG = b"\xff\xd8\xff\xe0 a photo"


async def history(office: Office, idea: Idea) -> list[Happened]:
    return await office.service.database.read(lambda unit: unit.idea_history.of_idea(idea.id))


async def acts(office: Office, idea: Idea) -> list[Act]:
    return await office.service.database.read(lambda unit: unit.audit.of_subject(idea.id))


async def test_a_move_tells_its_author(office: Office) -> None:
    idea, browser = await propose(office, state="published"), await office.as_(Role.EDITOR)
    path = f"/ideas/{idea.reference}/state"
    status, page = await send(
        office, browser, path, move="decline", reason="too_dear", words="Pas cette année.", seen=seen(idea)
    )
    assert status == 303 and "L&#39;auteur est prévenu" in page
    assert (await find(office, idea)).state == "declined"
    (text,) = await told(office)
    assert idea.reference in text and "coûterait trop cher" in text and text.endswith("Pas cette année.")
    (event,) = await history(office, idea)
    assert (event.before, event.after, event.reason) == ("published", "declined", "too_dear")
    assert [act.action for act in await acts(office, idea)] == ["idea declined"]
    assert "cher" not in str([act.detail for act in await acts(office, idea)]).replace("too_dear", "")


async def test_an_arabic_author_is_told_in_arabic(office: Office) -> None:
    idea, browser = (
        await propose(office, state="published", phone="whatsapp-ali"),
        await office.as_(Role.EDITOR),
    )
    who = idea.participant_id
    assert who is not None
    await office.service.database.transact(
        lambda u: u.connection.exec_driver_sql(f"UPDATE participants SET language = 'ar' WHERE id = '{who}'")
    )
    await send(office, browser, f"/ideas/{idea.reference}/state", move="plan", seen=seen(idea))
    (text,) = await told(office)
    assert "فكرتك" in text and not text.endswith("\n")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"move": "refuse"}, "Choisissez une raison"),
        ({"move": "refuse", "reason": "nonsense"}, "Choisissez une raison"),
        ({"move": "refuse", "reason": "rule:7"}, "Choisissez une raison"),
        ({"move": "refuse", "reason": "other"}, "avec vos mots"),
        ({"move": "refuse", "reason": "other", "words": "y" * 601}, "trop long"),
    ],
)
async def test_a_faulty_refusal_keeps_what_was_typed(
    office: Office, fields: dict[str, str], sentence: str
) -> None:
    idea, browser = await propose(office), await office.as_(Role.MODERATOR)
    status, page = await send(office, browser, f"/ideas/{idea.reference}/state", seen=seen(idea), **fields)
    assert status == 400 and sentence in page and 'aria-invalid="true"' in page
    assert fields.get("words", "")[:50] in page
    assert (await find(office, idea)) == idea and await told(office) == []


async def test_whoever_comes_second_loses_nothing(office: Office) -> None:
    idea, first, second = await propose(office), await office.as_(Role.EDITOR), await office.as_(Role.ADMIN)
    path = f"/ideas/{idea.reference}/state"
    assert (await send(office, first, path, move="accept", seen=seen(idea)))[0] == 303
    status, page = await send(
        office, second, path, move="refuse", reason="other", words="Trop vague.", seen=seen(idea)
    )
    assert status == 409 and "vient de changer" in page and "Trop vague." in page
    assert (await find(office, idea)).state == "published" and len(await told(office)) == 1


async def test_moves_that_a_role_may_not_make_are_refused(office: Office) -> None:
    idea, browser = await propose(office, state="published"), await office.as_(Role.MODERATOR)
    for move in ("plan", "unmerge", "nonsense", ""):
        status, _ = await send(office, browser, f"/ideas/{idea.reference}/state", move=move, seen=seen(idea))
        assert status == 409
    assert (await find(office, idea)).state == "published"


async def test_filing_is_corrected_and_checked(office: Office) -> None:
    idea, browser = await propose(office), await office.as_(Role.MODERATOR)
    path, town = f"/ideas/{idea.reference}/filing", office.desk.room().town
    theme, district = town.themes[-1].slug, town.districts[0].slug
    given = {"theme": theme, "district": district, "consultation_id": town.consultations[0].id}
    assert (await send(office, browser, path, seen=seen(idea), **given))[0] == 303
    now = await find(office, idea)
    assert (now.theme, now.district, now.consultation_id) == tuple(given.values())
    assert {event.reason for event in await history(office, idea)} == {"theme", "district", "consultation"}
    assert (await send(office, browser, path, seen=seen(now), theme="nonsense"))[0] == 400
    assert (await send(office, browser, path, seen=seen(idea), **given))[0] == 409
    assert await told(office) == []


async def test_an_assignment_opens_the_idea_to_one(office: Office) -> None:
    idea, browser = await propose(office), await office.as_(Role.EDITOR)
    partner = await office.as_(Role.ORGANISATION, organisation="Les Vélos")
    async with partner.get(f"/console/ideas/{idea.reference}") as answer:
        assert answer.status == 404
    await send(
        office, browser, f"/ideas/{idea.reference}/assigned", assigned_to="  les   vélos ", seen=seen(idea)
    )
    assert (await find(office, idea)).assigned_to == "Les Vélos"
    async with partner.get(f"/console/ideas/{idea.reference}") as answer:
        assert answer.status == 200
    now = await find(office, idea)
    await send(office, browser, f"/ideas/{idea.reference}/assigned", assigned_to="", seen=seen(now))
    async with partner.get(f"/console/ideas/{idea.reference}") as answer:
        assert answer.status == 404


async def test_notes_stay_inside(office: Office) -> None:
    idea = await propose(office, assigned_to="Les Vélos")
    team, partner = (
        await office.as_(Role.EDITOR),
        await office.as_(Role.ORGANISATION, organisation="Les Vélos"),
    )
    analyst, path = await office.as_(Role.ANALYST), f"/ideas/{idea.reference}"
    assert (await send(office, team, f"{path}/notes", text=f"Interne {NASTY}"))[0] == 303
    assert (await send(office, partner, f"{path}/notes", text="Vu chez nous"))[0] == 303
    assert (await send(office, partner, f"{path}/notes", text=""))[0] == 400
    pages = [await (await browser.get(f"/console{path}")).text() for browser in (team, partner, analyst)]
    assert ["Interne" in page for page in pages] == [True, False, False]
    assert ["Vu chez nous" in page for page in pages] == [True, True, False]
    assert not any("<img src=x" in page for page in pages) and await told(office) == []


async def test_an_answer_is_seen_before_it_leaves(office: Office) -> None:
    idea, browser = await propose(office, state="published"), await office.as_(Role.EDITOR)
    path = f"/ideas/{idea.reference}/answer"
    status, page = await send(office, browser, path, answer="Les travaux commencent en mai.", answers="0")
    assert status == 303 and page.count('class="phone"') == 3 and await told(office) == []
    assert "SMS</p>" in page and "répond à votre idée" in page
    assert (await send(office, browser, path, answer="En mai.", answers="0", act="send"))[0] == 303
    status, page = await send(office, browser, path, answer="En juin, pardon.", answers="0", act="send")
    assert status == 409 and "En juin, pardon." in page and "En mai." in page
    assert (await send(office, browser, path, answer="En juin.", answers="1", act="send"))[0] == 303
    first, second = await told(office)
    assert first.endswith("En mai.") and "corrige" in second and second.endswith("En juin.")
    assert [act.action for act in await acts(office, idea)] == ["idea answered"] * 2
    for text in ("", "x" * 1501):
        assert (await send(office, browser, path, answer=text, answers="2", act="send"))[0] == 400


async def test_a_text_that_is_too_long_comes_back_whole(office: Office) -> None:
    idea, browser = await propose(office, state="published"), await office.as_(Role.ADMIN)
    path, text = f"/ideas/{idea.reference}", "é" * 4_000 + " la fin"
    for form, said in (
        ("answer", {"answer": text, "answers": "0"}),
        ("state", {"move": "study", "words": text}),
    ):
        status, page = await send(office, browser, f"{path}/{form}", act="send", seen=seen(idea), **said)
        assert status == 400 and text in page and "caractères au plus" in page
        assert "maxlength" not in page.partition("<main")[2].partition('name="answer"')[2].partition(">")[0]
    assert await told(office) == []


async def test_two_answers_at_once_become_one(office: Office) -> None:
    idea = await propose(office, state="published")
    browsers = [await office.as_(Role.EDITOR) for _ in range(3)]
    path = f"/ideas/{idea.reference}/answer"
    found = await asyncio.gather(
        *(
            send(office, one, path, answer=f"Réponse {n}", answers="0", act="send")
            for n, one in enumerate(browsers)
        )
    )
    assert sorted(status for status, _ in found) == [303, 409, 409]
    assert len(await told(office)) == 1


async def test_after_stop_nobody_is_told(office: Office) -> None:
    idea, browser = await propose(office, state="published"), await office.as_(Role.EDITOR)
    who = idea.participant_id
    assert who is not None
    await office.service.database.transact(lambda u: u.participants.stop([who], office.clock.now))
    _, page = await send(office, browser, f"/ideas/{idea.reference}/state", move="study", seen=seen(idea))
    assert "n&#39;a pas pu être prévenu" in page and await told(office) == []
    assert (await find(office, idea)).state == "studied"


async def test_an_erased_author_is_nobody(office: Office) -> None:
    idea, browser = (
        await propose(office, state="published", participant_id=None),
        await office.as_(Role.EDITOR),
    )
    _, page = await send(office, browser, f"/ideas/{idea.reference}/state", move="study", seen=seen(idea))
    assert "effacé à sa demande" in page and await told(office) == []


async def test_a_merge_has_a_way_back(office: Office) -> None:
    one, other = (
        await propose(office, "Abri", state="studied"),
        await propose(office, "Abri aussi", phone="sms-sam"),
    )
    browser = await office.as_(Role.MODERATOR)
    path = f"/ideas/{one.reference}"
    assert (await send(office, browser, f"{path}/merge", other=other.reference.lower(), seen=seen(one)))[
        0
    ] == 303
    merged = await find(office, one)
    assert (merged.state, merged.merged_into) == ("merged", other.id)
    assert one.reference in await (await browser.get(f"/console/ideas/{other.reference}")).text()
    assert "rejoint" in (await told(office))[0] and other.reference in (await told(office))[0]
    shown = await office.service.database.read(lambda u: u.ideas.shown(10))
    assert one.number not in shown and other.number in shown
    assert (await send(office, browser, f"{path}/unmerge", seen=seen(merged)))[0] == 303
    back = await find(office, one)
    assert (back.state, back.merged_into) == ("studied", None)
    assert (await send(office, browser, f"{path}/unmerge", seen=seen(back)))[0] == 409
    assert [act.action for act in await acts(office, one)] == ["idea merged", "idea unmerged"]


async def test_a_merge_names_the_other_idea_before_it_is_done(office: Office) -> None:
    one, other = await propose(office, "Abri"), await propose(office, "Un <b>abri</b> aussi", phone="sms-sam")
    browser, path = await office.as_(Role.MODERATOR), f"/ideas/{one.reference}/merge"
    status, _ = await send(office, browser, path, other=other.reference, seen=seen(one), ask="1")
    assert status == 303
    page = await (
        await browser.get(f"/console/ideas/{one.reference}", params={"joining": other.reference})
    ).text()
    assert f"Réunir {one.reference} à {other.reference}" in page
    assert "Un &lt;b&gt;abri&lt;/b&gt; aussi" in page and await find(office, one) == one
    status, page = await send(office, browser, path, other="VELO-2222", seen=seen(one), ask="1")
    assert status == 400 and "Aucune idée" in page


async def test_impossible_merges_are_refused(office: Office) -> None:
    one, gone = await propose(office, "Abri"), await propose(office, "Refusée", state="refused")
    browser, path = await office.as_(Role.MODERATOR), f"/ideas/{one.reference}/merge"
    for other, sentence in (
        (one.reference, "cette idée-ci"),
        (gone.reference, "refusée, retirée"),
        ("VELO-2222", "Aucune idée"),
        ("' OR 1=1", "Aucune idée"),
        ("", "Aucune idée"),
    ):
        status, page = await send(office, browser, path, other=other, seen=seen(one))
        assert status == 400 and sentence in page, other
    assert await find(office, one) == one


async def test_versions_show_what_changed(office: Office) -> None:
    idea, browser = await propose(office, "Un abri"), await office.as_(Role.EDITOR)
    words = replace(idea.words, title="Deux abris", at=office.clock.now)
    await office.service.database.transact(lambda u: u.ideas.add_version(idea.id, words))
    page = await (await browser.get(f"/console/ideas/{idea.reference}")).text()
    assert "<del>Un abri</del>" in page and "<ins>Deux abris</ins>" in page
    status, _ = await send(office, browser, f"/ideas/{idea.reference}/state", move="accept", seen=seen(idea))
    assert status == 409


async def test_photos_are_for_those_who_may(office: Office) -> None:
    idea = await propose(office, photos=("photo:1", "photo:2"), assigned_to="Les Vélos")
    digest = "ab" * 32

    def keep(unit: Unit) -> None:
        unit.media.add([Arrived(1, 0, str(idea.participant_id), "sms", "photo:1")], office.clock.now)
        (wanted,) = unit.media.claim(1, office.clock.now, office.clock.now)
        came = Tried(wanted.id, wanted.attempt, "kept", None, digest, "image/jpeg", len(JPEG))
        assert unit.media.report([came]) == {wanted.id}

    await office.service.database.transact(keep)
    kept = await office.service.database.read(lambda u: u.media.find("photo:1"))
    assert kept is not None
    Folder(office.desk.settings.data / "media").write(kept, JPEG)
    path = f"/console/ideas/{idea.reference}/photos"
    for role, organisation in ((Role.MODERATOR, None), (Role.ORGANISATION, "Les Vélos")):
        browser = await office.as_(role, organisation)
        async with browser.get(f"{path}/0") as answer:
            assert answer.status == 200 and await answer.read() == JPEG
            assert answer.content_type == "image/jpeg" and answer.headers["Cache-Control"] == "no-store"
        for rank in ("1", "2", "-1", "x", "999999", "..%2f0"):
            async with browser.get(f"{path}/{rank}") as answer:
                assert answer.status == 404, rank
    async with office.browser().get(f"{path}/0", allow_redirects=False) as answer:
        assert answer.status == 303


async def test_oversized_forms_are_refused(office: Office) -> None:
    idea, browser = await propose(office), await office.as_(Role.EDITOR)
    body = io.BytesIO(f"csrf={office.csrf(browser)}&text=".encode() + b"x" * 3_000_000)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with browser.post(f"/console/ideas/{idea.reference}/notes", data=body, headers=headers) as answer:
        assert answer.status == 413
    assert await history(office, idea) == []
