"""Can a survey be written, ordered and mended, by one person or by two at once?"""

from __future__ import annotations

import pytest

from tests.unit.console.surveys.pages import Editor, plain, value

PASTED = """Avez-vous pris le bus de nuit ?
- Souvent
- Jamais

Pourquoi jamais ? (facultatif)
"""
CROSS = '<img src=x onerror="alert(1)">'


async def test_a_pasted_text_is_a_survey(editor: Editor) -> None:
    name = await editor.begin(pasted=PASTED)
    assert name == "le-bus-de-nuit"
    page = plain(await editor.see(f"/surveys/{name}"))
    assert "1. Une réponse parmi plusieurs" in page
    assert "2. Réponse libre · facultative" in page
    assert "1/2 · Avez-vous pris le bus de nuit ?" in page


@pytest.mark.parametrize("template", ["satisfaction", "needs", "consultation"])
async def test_a_ready_survey_is_one_action(editor: Editor, template: str) -> None:
    where, _ = await editor.send("/surveys", template=template)
    page = plain(await editor.see(where.removeprefix("/console")))
    assert "Tout est prêt." in page
    assert "1/4" in page or "1/5" in page


async def test_a_long_text_is_refused_whole(editor: Editor) -> None:
    long = "\n\n".join(f"Question {n} ?\n- Oui\n- Non" for n in range(2_000))
    for path in ("/surveys", f"/surveys/{await editor.begin()}/questions"):
        _, page = await editor.send(path, 400, title="Tout", pasted=long)
        assert "Ce texte est trop long" in plain(page) and "Question 1999 ?" in page
        assert 'maxlength="20000"' not in page and 'data-most="20000"' in page


async def test_ends_of_lines_count_as_one_sign(editor: Editor) -> None:
    # a browser counts 19,999 signs, and sends 29,998
    text = "\r\n".join("?" * 10_000)
    assert await editor.begin(pasted=text) == "le-bus-de-nuit"


async def test_a_survey_needs_a_title(editor: Editor) -> None:
    _, page = await editor.send("/surveys", 400, title="  ", pasted=PASTED)
    assert "Donnez un titre." in plain(page)
    assert "Pourquoi jamais" in page


async def test_a_question_is_added_changed_and_removed(editor: Editor) -> None:
    name = await editor.begin()
    given = {"text": "Quels soirs ?", "type": "choices", "options": "Vendredi\nSamedi", "required": "yes"}
    where, _ = await editor.send(f"/surveys/{name}/questions", **given)
    assert where.endswith("?added=soirs#add")
    page = await editor.see(f"/surveys/{name}/questions/soirs")
    more = given | {
        "text": "Quels soirs, en gros ?",
        "seen": value(page, "seen"),
        "max": "2",
        "public": "yes",
    }
    await editor.send(f"/surveys/{name}/questions/soirs", **more)
    page = plain(await editor.see(f"/surveys/{name}"))
    assert "Quels soirs, en gros ?" in page
    assert "réponses publiables" in page
    await editor.send(f"/surveys/{name}/questions/soirs/remove")
    assert "Aucune question pour l'instant" in plain(await editor.see(f"/surveys/{name}"))


async def test_a_question_without_text_is_given_back(editor: Editor) -> None:
    name = await editor.begin()
    _, page = await editor.send(
        f"/surveys/{name}/questions", 400, text=" ", type="choice", options="Oui\nNon"
    )
    assert "Écrivez la question." in plain(page)
    assert "Oui\nNon" in page


async def test_a_limit_that_cannot_be_read_is_told_beside_it(editor: Editor) -> None:
    name = await editor.begin(pasted="Combien ?")
    page = await editor.see(f"/surveys/{name}/questions/combien")
    fields = {"text": "Combien ?", "type": "number", "minimum": "beaucoup", "seen": value(page, "seen")}
    _, page = await editor.send(f"/surveys/{name}/questions/combien", 400, **fields)
    assert "Écrivez un nombre, par exemple 3 ou 2,5." in plain(page)
    assert 'value="beaucoup"' in page


async def test_questions_are_moved(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?\n\nDeux ?\n\nTrois ?")
    await editor.send(f"/surveys/{name}/questions/trois/move", way="up")
    await editor.send(f"/surveys/{name}/questions/deux/move", place="1")
    page = plain(await editor.see(f"/surveys/{name}"))
    assert page.index("Deux ?") < page.index("Trois ?")
    await editor.send(f"/surveys/{name}/questions/deux/move", way="up")
    await editor.send(f"/surveys/{name}/questions/deux/move", place="-7")


async def test_a_condition_is_chosen_from_a_list(editor: Editor) -> None:
    name = await editor.begin(pasted=PASTED)
    page = await editor.see(f"/surveys/{name}/questions/pourquoi_jamais")
    assert 'value="pris_bus_nuit|is|jamais"' in page
    fields = {"text": "Pourquoi ?", "type": "text", "when": "pris_bus_nuit|is|jamais"}
    await editor.send(f"/surveys/{name}/questions/pourquoi_jamais", seen=value(page, "seen"), **fields)
    assert "seulement si « Avez-vous pris le bus de nuit ? » : Jamais" in plain(
        await editor.see(f"/surveys/{name}")
    )
    await editor.send(f"/surveys/{name}/questions/pourquoi_jamais/move", way="up")
    page = plain(await editor.see(f"/surveys/{name}"))
    assert "La question dont celle-ci dépend vient après" in page


async def test_of_two_editors_the_second_is_told(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?")
    page = await editor.see(f"/surveys/{name}/questions/un")
    seen = value(page, "seen")
    await editor.send(f"/surveys/{name}/questions/un", text="Le premier ?", type="text", seen=seen)
    _, page = await editor.send(
        f"/surveys/{name}/questions/un", 409, text="Le second ?", type="text", seen=seen
    )
    assert "Camille editor a changé cette page pendant que vous écriviez." in plain(page)
    assert "Le premier ?" in page
    assert "Le second ?" in page
    again = value(page, "seen")
    await editor.send(f"/surveys/{name}/questions/un", text="Le second ?", type="text", seen=again)
    assert "Le second ?" in await editor.see(f"/surveys/{name}")


async def test_editors_of_two_questions_do_not_meet(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?\n\nDeux ?")
    seen = {id: value(await editor.see(f"/surveys/{name}/questions/{id}"), "seen") for id in ("un", "deux")}
    for id, mark in seen.items():
        await editor.send(f"/surveys/{name}/questions/{id}", text=f"{id} !", type="text", seen=mark)
    page = await editor.see(f"/surveys/{name}")
    assert "un !" in page and "deux !" in page


async def test_what_staff_write_is_never_run(editor: Editor) -> None:
    name = await editor.begin(CROSS, pasted=f"{CROSS} ?\n- {CROSS}\n- {{x}} {{y!r}}")
    for path in ("", "/frame", "/translations"):
        page = await editor.see(f"/surveys/{name}{path}")
        assert "<img src=x" not in page
    assert "<img src=x" not in await editor.see("/surveys")
    assert "{x} {y!r}" in await editor.see(f"/surveys/{name}")


async def test_names_that_are_none_are_not_found(editor: Editor) -> None:
    for path in ("/surveys/none", "/surveys/%3Cimg%3E", "/surveys/none/questions/x", "/surveys/none/results"):
        await editor.see(path, 404)
    name = await editor.begin()
    await editor.see(f"/surveys/{name}/questions/none", 404)
    await editor.see(f"/surveys/{name}/results", 404)
    await editor.send(f"/surveys/{name}/questions/none/move", 404, way="up")


async def test_a_type_that_nobody_offers_is_refused(editor: Editor) -> None:
    name = await editor.begin()
    await editor.send(f"/surveys/{name}/questions", 400, text="Un ?", type="consent")
