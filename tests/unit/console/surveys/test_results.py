"""Do results count everybody once, name nobody, and follow who answers?"""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
import yaml
from aiohttp import FormData
from openpyxl import Workbook

from bot.console.role import Role
from tests.unit.console.surveys.answering import answer, stand
from tests.unit.console.surveys.pages import Editor, plain, value

PASTED = """Avez-vous pris le bus ?
- Souvent
- Jamais

Quels soirs ? (plusieurs)
- Vendredi
- Samedi

Recommandez-vous le bus ? (0-10)

Un mot de plus ? (facultatif)"""
CROSS = '<img src=x onerror="alert(1)">'
OFTEN = {"pris_bus": ("choice", "souvent"), "recommandez_bus": ("scale", 9), "mot_plus": ("text", CROSS)}
NEVER = {
    "pris_bus": ("choice", "jamais"),
    "soirs": ("choices", ["vendredi", "samedi"]),
    "recommandez_bus": ("scale", 2),
}


@pytest.fixture
async def name(editor: Editor) -> str:
    """Give the name of a survey that 12 people answered, one of them half."""
    name = await editor.begin(pasted=PASTED)
    page = await editor.see(f"/surveys/{name}/questions/recommandez_bus")
    mark = {"text": "Recommandez-vous le bus ?", "type": "scale", "nps": "yes", "seen": value(page, "seen")}
    await editor.send(f"/surveys/{name}/questions/recommandez_bus", 303, **mark)
    await editor.send(f"/surveys/{name}/publish", 303, falls_back="yes")
    await answer(editor.office, name, [OFTEN] * 7, district="centre")
    await answer(editor.office, name, [NEVER] * 4, channel="telegram", district="gare")
    await answer(editor.office, name, [{"pris_bus": ("choice", "jamais")}], state="open")
    return name


async def test_figures_have_their_denominators(editor: Editor, name: str) -> None:
    page = plain(await editor.see(f"/surveys/{name}/results"))
    assert "Ont commencé 12 Ont fini 11" in page
    assert "Posée à 12 personnes : 12 ont répondu." in page
    assert "Souvent · 58 %" in page
    assert "Vendredi · 100 %" in page
    assert "NPS +27" in page
    assert "Telegram – – 4 4" in page


async def test_who_has_time_has_not_stopped(editor: Editor, name: str) -> None:
    """Four stand at the first question: one gave up, three may still answer, until the survey is closed."""
    await stand(editor.office, name, "pris_bus", ["open", "open", "open", "expired"])
    page = plain(await editor.see(f"/surveys/{name}/results"))
    assert "12 ont répondu, 1 s'est arrêtée là, 3 ont encore le temps de répondre." in page
    await editor.send(f"/surveys/{name}/close", 303)
    page = plain(await editor.see(f"/surveys/{name}/results"))
    assert "12 ont répondu, 4 se sont arrêtées là." in page


async def test_a_crossing_all_hidden_says_why(editor: Editor, name: str) -> None:
    await answer(editor.office, name, [OFTEN, NEVER] * 20)
    page = plain(await editor.see(f"/surveys/{name}/crossing?question=pris_bus&by=language"))
    assert "Toutes les cases" not in page
    await answer(editor.office, name, [OFTEN, NEVER] * 4, language="en")
    page = plain(await editor.see(f"/surveys/{name}/crossing?question=pris_bus&by=language"))
    assert "La langue Souvent" in page and "Toutes les cases sont cachées" in page


async def test_figures_come_anew_only_once_somebody_answered(editor: Editor, name: str) -> None:
    page = await editor.see(f"/surveys/{name}/results")
    live = page.split('hx-get="')[1].split('"')[0].removeprefix("/console")
    assert "every 5s" in page
    assert await editor.see(live, 204) == ""
    await answer(editor.office, name, [OFTEN])
    part = await editor.see(live)
    assert "Ont commencé 13" in plain(part)
    assert "<main" not in part


async def test_open_answers_are_words_and_nothing_else(editor: Editor, name: str) -> None:
    page = await editor.see(f"/surveys/{name}/answers/mot_plus")
    assert "<img src=x" not in page
    assert plain(page).count("onerror") == 7
    for search, found in (("ONERROR", 7), ("%", 0), ("vélo", 0)):
        page = plain(await editor.see(f"/surveys/{name}/answers/mot_plus?q={search.replace('%', '%25')}"))
        assert page.count("onerror=") == found
    await editor.see(f"/surveys/{name}/answers/pris_bus", 404)


async def test_small_cells_are_left_out(editor: Editor, name: str) -> None:
    page = plain(await editor.see(f"/surveys/{name}/crossing?question=pris_bus&by=district"))
    assert "Centre … … 7" in page
    assert "… 4" in page
    assert "Tous 7 5 12" in page


async def test_questions_are_crossed_with_each_other(editor: Editor, name: str) -> None:
    friday = {"soirs": ("choices", ["vendredi"])}
    await answer(editor.office, name, [OFTEN | friday, NEVER] * 10)
    page = plain(await editor.see(f"/surveys/{name}/crossing?question=soirs&by=q:pris_bus"))
    assert "Samedi Avez-vous pris le bus ? Samedi — Tous Jamais 14 0 14 Souvent 0 10 10" in page
    for by in ("nothing", "q:nothing", "q:soirs", "participant_id"):
        await editor.see(f"/surveys/{name}/crossing?question=soirs&by={by}")


async def test_who_chose_several_stands_in_a_table_for_each(editor: Editor, name: str) -> None:
    friday = {"soirs": ("choices", ["vendredi"])}
    both = OFTEN | {"soirs": ("choices", ["vendredi", "samedi"])}
    await answer(editor.office, name, [both, OFTEN | friday, NEVER] * 10)
    page = plain(await editor.see(f"/surveys/{name}/crossing?question=pris_bus&by=q:soirs"))
    # everybody chose Friday: nothing to compare
    assert "Quels soirs ? Souvent Jamais Tous Samedi 10 14 24 — 10 0 10 Tous 20 14 34" in page


async def test_the_census_says_who_lacks(editor: Editor, name: str) -> None:
    await answer(editor.office, name, [OFTEN] * 30, district="centre")
    _, page = await editor.send(f"/surveys/{name}/results", 200, census="Centre;500\nQuartier de la Gare;500")
    assert "Centre est surreprésenté" in plain(page)
    assert "Quartier de la Gare est sous-représenté" in plain(page)
    _, page = await editor.send(f"/surveys/{name}/results", 400, census="Centre;beaucoup")
    assert "Ce tableau ne se lit pas" in plain(page)
    assert "Centre;beaucoup" in page


async def take(editor: Editor, path: str) -> bytes:
    answer = await editor.browser.get(f"/console{path}")
    assert answer.status == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="le-bus-de-nuit.')
    return await answer.read()


async def test_answers_are_taken_away_as_files(editor: Editor, name: str) -> None:
    data = (await take(editor, f"/surveys/{name}/export/csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data), delimiter=";"))
    asked = "1. Avez-vous pris le bus ?"
    said = {(row[asked], row[f"{asked} (code)"], row["Quartier"]) for row in rows}
    assert len(rows) == 12
    assert said == {
        ("Souvent", "souvent", "Centre"), ("Jamais", "jamais", "Quartier de la Gare"), ("Jamais", "jamais", ""),
    }  # fmt: skip
    assert f"{asked};pris_bus;texte;" in (await take(editor, f"/surveys/{name}/export/dictionary")).decode()
    assert len(json.loads(await take(editor, f"/surveys/{name}/export/json"))) == 12
    packed = zipfile.ZipFile(io.BytesIO(await take(editor, f"/surveys/{name}/export/package")))
    assert "flow-results/datapackage.json" in packed.namelist()
    assert (await take(editor, f"/surveys/{name}/export/xlsx"))[:2] == b"PK"
    await editor.see(f"/surveys/{name}/export/exe", 404)


async def test_questions_are_taken_away_and_brought_back(editor: Editor, name: str) -> None:
    written = yaml.safe_load(await take(editor, f"/surveys/{name}/form/yaml"))
    assert [step["ask"] for step in written["steps"]] == ["pris_bus", "soirs", "recommandez_bus", "mot_plus"]
    sheet = await take(editor, f"/surveys/{name}/form/xlsform")
    where = await upload(editor, sheet, "le-bus.xlsx")
    assert where.startswith("/console/surveys/le-bus-de-nuit-2")
    assert "Recommandez-vous le bus" in await editor.see("/surveys/le-bus-de-nuit-2")


async def upload(editor: Editor, data: bytes, file: str, status: int = 303) -> str:
    """Send a spreadsheet; return where it leads, or the page."""
    form = FormData()
    form.add_field("csrf", editor.office.csrf(editor.browser))
    form.add_field("file", io.BytesIO(data), filename=file, content_type="application/octet-stream")
    answer = await editor.browser.post("/console/surveys/import", data=form, allow_redirects=False)
    assert answer.status == status, await answer.text()
    return answer.headers.get("Location") or await answer.text()


async def test_a_broken_spreadsheet_stores_nothing(editor: Editor) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (("type", "name", "label"), ("hologram", "un", CROSS), ("text", "deux", "")):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    page = await upload(editor, data.getvalue(), f"{CROSS}.xlsx", 400)
    assert "survey · A2 : Le type « hologram » n'existe pas" in plain(page)
    assert "survey · C3" in plain(page)
    assert "<img src=x" not in page
    page = await upload(editor, b"no workbook", "x.xlsx", 400)
    assert "n'est pas un classeur" in plain(page)
    assert "Aucune enquête pour l'instant" in plain(await editor.see("/surveys"))


async def test_a_file_too_great_is_refused(editor: Editor) -> None:
    page = await upload(editor, b"x" * 5_000_001, "x.xlsx", 400)
    assert "Ce fichier dépasse 5 Mo" in plain(page) and "Nouvelle enquête" in page
    assert "Aucune enquête pour l'instant" in plain(await editor.see("/surveys"))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.DPO, Role.MODERATOR])
async def test_readers_see_figures_and_write_nothing(editor: Editor, name: str, role: Role) -> None:
    reader = Editor(editor.office, await editor.office.as_(role))
    page = await reader.see(f"/surveys/{name}/results")
    assert "Clore l'enquête" not in plain(page)
    assert f'href="/console/surveys/{name}"' not in page
    assert "Nouvelle enquête" not in plain(await reader.see("/surveys"))
    await reader.see(f"/surveys/{name}", 403)
    for person in ("p0", "p11"):
        assert f">{person}<" not in page


async def test_an_analyst_gets_no_exact_place(editor: Editor) -> None:
    name = await editor.begin(pasted="Où ?")
    page = await editor.see(f"/surveys/{name}/questions/ou")
    await editor.send(
        f"/surveys/{name}/questions/ou", 303, text="Où ?", type="location", seen=value(page, "seen")
    )
    await editor.send(f"/surveys/{name}/publish", 303, falls_back="yes")
    places = [{"text": "3 rue des Lilas"}, {"latitude": 48.123456, "longitude": 2.987654, "name": ""}]
    await answer(editor.office, name, [{"ou": ("location", place)} for place in places])
    reader = Editor(editor.office, await editor.office.as_(Role.ANALYST))
    rough = (await take(reader, f"/surveys/{name}/export/csv")).decode()
    exact = (await take(editor, f"/surveys/{name}/export/csv")).decode()
    assert "Lilas" not in rough and "48,12;" in rough
    assert "Lilas" in exact and "48,123456" in exact


async def test_the_list_says_how_far_each_has_come(editor: Editor, name: str) -> None:
    await editor.begin("Un brouillon")
    page = plain(await editor.see("/surveys"))
    assert "Le bus de nuit ouverte – 0 12 11" in page
    assert "Un brouillon brouillon – – – – À ouvrir" in page
