"""Are title, name, days and bounds kept, told where they cannot be, and shared by two editors?"""

from __future__ import annotations

import pytest

from tests.unit.console.surveys.pages import Editor, plain, value


async def change(editor: Editor, name: str, status: int = 303, /, **fields: str) -> str:
    """Send the form of the frame as it was seen; return the page."""
    page = await editor.see(f"/surveys/{name}/frame")
    given = {"title": "Le bus", "seen": value(page, "seen")} | fields
    where, page = await editor.send(f"/surveys/{name}/frame", status, **given)
    return where or page


async def test_the_frame_is_kept(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?")
    fields = {"opens": "2026-10-01", "closes": "2026-10-31", "quota": "500", "thanks": "Merci {vous} !"}
    await change(editor, name, anonymous="yes", **fields)
    page = await editor.see(f"/surveys/{name}/frame")
    for shown in ("2026-10-01", "2026-10-31", "500", "Merci {vous} !"):
        assert shown in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": " "}, "Donnez un titre."),
        ({"quota": "beaucoup"}, "Écrivez un nombre de réponses"),
        ({"quota": "0"}, "Écrivez un nombre de réponses"),
        ({"opens": "demain"}, "Écrivez une date"),
        ({"opens": "2026-10-02", "closes": "2026-10-01"}, "La fin vient avant le début."),
        ({"name": "Bus de nuit !"}, "Des lettres sans accent"),
        ({"name": "new"}, "Ce nom est déjà pris."),
    ],
)
async def test_what_cannot_be_is_told_at_its_field(editor: Editor, fields: dict[str, str], told: str) -> None:
    name = await editor.begin(pasted="Un ?")
    page = await change(editor, name, 400, **fields)
    assert told in plain(page)
    assert 'aria-invalid="true"' in page


async def test_a_draft_takes_another_name(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?")
    assert (await change(editor, name, name="bus")).startswith("/console/surveys/bus?")
    await editor.see(f"/surveys/{name}", 404)
    assert "Un ?" in await editor.see("/surveys/bus")


async def test_of_two_editors_the_second_sees_both(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?")
    seen = value(await editor.see(f"/surveys/{name}/frame"), "seen")
    await editor.send(f"/surveys/{name}/frame", 303, title="Le premier titre", seen=seen)
    _, page = await editor.send(f"/surveys/{name}/frame", 409, title="Le second titre", seen=seen)
    assert "Le premier titre" in page and "Le second titre" in page


async def test_translations_are_kept_sentence_by_sentence(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?\n- Oui, oui\n- Non, non")
    page = await editor.see(f"/surveys/{name}/translations?language=en")
    keys = ("title", "un/text", "un/option/oui_oui")
    seen = {f"was:{key}": value(page, f"was:{key}") for key in keys}
    mine = {"language": "en", "to:title": "The bus", "to:un/text": "One?"}
    await editor.send(f"/surveys/{name}/translations", 303, **seen, **mine)
    other = {"language": "en", "to:un/option/oui_oui": "Yes, yes", "to:title": ""}
    await editor.send(f"/surveys/{name}/translations", 303, **seen, **other)
    page = plain(await editor.see(f"/surveys/{name}/translations?language=en"))
    assert "Anglais 3 / 4" in page
    crossing = {"language": "en", "to:un/text": "The one?"}
    _, page = await editor.send(f"/surveys/{name}/translations", 409, **seen, **crossing)
    assert "Écrit entre-temps : One?" in plain(page)
    assert "The one?" in page


async def test_one_language_needs_no_translation(editor: Editor) -> None:
    name = await editor.begin(pasted="Un ?")
    page = await editor.see(f"/surveys/{name}/translations?language=xx")
    assert "Une phrase laissée vide" in plain(page)
