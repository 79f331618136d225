"""Does every export hold every branch, run nothing, and pass the validator of its format?"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from frictionless import Package
from openpyxl import load_workbook

from bot.participation.results.crossing import cross
from bot.participation.results.legible import Legible, read_out
from bot.participation.results.package import pack
from bot.participation.results.sheet import Sheet, as_csv, as_json, lay_out
from bot.participation.results.spreadsheet import as_csv as as_legible_csv
from bot.participation.results.spreadsheet import as_dictionary, as_xlsx
from bot.participation.results.tally import tally, turn_out
from bot.participation.surveys.form import Form, read_form
from storage.answers import Answer
from storage.responses import Response
from tests.golden.stage import SURVEY

NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def form() -> Form:
    return read_form(SURVEY.name, SURVEY.read_text(encoding="utf-8"))[0]


ONE = Response("1", "s", "p1", "v", "sms", "fr", NOW, NOW, "centre", "done", "", ("why",))
TWO = replace(
    ONE, session_id="2", participant_id="p2", channel="telegram", state="open", step="people", skipped=()
)


def said(session: str, step: str, value: Any) -> Answer:
    return Answer(session, "p", "survey-quartier", "v", step, "x", value, "", "said", NOW)


ANSWERS = [
    said("1", "bus", "never"), said("1", "mark", 9), said("1", "people", 3), said("1", "again", True),
    said("1", "since", "2020-05-01"), said("1", "place", {"text": "=HYPERLINK(1)"}),
    said("1", "picture", [{"reference": "r1", "media_type": "image/jpeg", "name": ""}]),
    said("2", "bus", "often"), said("2", "nights", ["thursday", "saturday"]), said("2", "mark", 4),
    said("2", "why", "@cmd\nà « deux », lignes"),
]  # fmt: skip


@pytest.fixture
def sheet(form: Form) -> Sheet:
    return lay_out(form.questions, [ONE, TWO], ANSWERS, "fr")


@pytest.fixture
def legible(sheet: Sheet) -> Legible:
    return read_out(sheet, "fr", {"centre": "Centre-ville"})


def test_columns_come_in_the_order_asked(sheet: Sheet) -> None:
    names = [column.name for column in sheet.columns][6:]
    assert names[:5] == ["bus", "nights.thursday", "nights.friday", "nights.saturday", "why"]
    assert sheet.rows[0][6:11] == ["never", None, None, None, None]
    assert sheet.rows[1][7:10] == [True, False, True]


def test_no_cell_is_a_formula(sheet: Sheet, legible: Legible) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(sheet).decode())))
    cells = [cell for row in rows for cell in row]
    assert "'=HYPERLINK(1)" in cells and not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    page = load_workbook(io.BytesIO(as_xlsx(legible)))["Réponses"]
    assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    cells = [cell for row in _read(as_legible_csv(legible)) for cell in row]
    assert "'=HYPERLINK(1)" in cells and not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def _read(data: bytes) -> list[list[str]]:
    """Read a file as a spreadsheet set to French does."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_people_read_labels_beside_codes(legible: Legible) -> None:
    head, one, two = (dict(enumerate(row)) for row in _read(as_legible_csv(legible)))
    first, second = ({head[at]: cell for at, cell in row.items()} for row in (one, two))
    assert list(head.values())[:6] == ["Réponse", "État", "Canal", "Langue", "Quartier", "Commencée le"]
    assert [first[name] for name in ("État", "Canal", "Quartier")] == ["finie", "SMS", "Centre-ville"]
    bus = next(name for name in head.values() if name.startswith("1. "))
    assert (first[bus], first[f"{bus} (code)"]) == ("Jamais", "never")
    assert [cell for name, cell in second.items() if name.startswith("2. ")] == ["Oui", "Non", "Oui"]
    again = next(name for name in head.values() if "Peut-on vous" in name)
    assert (first[again], first[f"{again} (code)"], second[again]) == ("Oui", "yes", "")


def test_the_dictionary_names_both(sheet: Sheet, legible: Legible) -> None:
    head, *lines = _read(as_dictionary(legible))
    assert head[:2] == ["Colonne de ce fichier", "Nom dans les autres formats"]
    assert [line[1] for line in lines] == [column.name for column in sheet.columns]
    assert {line[0] for line in lines} <= {cell for cell in legible.rows[0] if isinstance(cell, str)}
    bus = next(line for line in lines if line[1] == "bus")
    assert bus[4].startswith("often = Souvent; ")


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt", "ar", "de"])
def test_columns_have_different_names(form: Form, language: str) -> None:
    head, *_ = read_out(lay_out(form.questions, [], [], language), language, {}).rows
    assert len(set(head)) == len(head)


def test_decimals_are_read_as_numbers() -> None:
    asked = [{"ask": "n", "type": "number", "text": {"fr": "Combien ?"}}]
    sheet = lay_out(asked, [ONE], [said("1", "n", -2.5)], "fr")
    for language, cell in (("fr", "-2,5"), ("en", "-2.5")):
        assert _read(as_legible_csv(read_out(sheet, language, {})))[1][6] == cell


def test_json_keeps_the_words(sheet: Sheet) -> None:
    first, second = json.loads(as_json(sheet))
    assert (first["place.text"], second["why"]) == ("=HYPERLINK(1)", "@cmd\nà « deux », lignes")


def test_the_validator_accepts_both_packages(form: Form, sheet: Sheet, tmp_path: Path) -> None:
    data = pack(form, sheet, [ONE, TWO], ANSWERS, "fr", NOW, UUID(int=4))
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    for name in ("table", "flow-results"):
        descriptor = json.loads((tmp_path / name / "datapackage.json").read_text(encoding="utf-8"))
        descriptor.pop("profile", None)  # the validator would fetch a schema that FLOIP does not publish
        report = Package.from_descriptor(descriptor, basepath=str(tmp_path / name)).validate()
        assert report.valid, report.flatten(["title", "note"])
    rows = json.loads((tmp_path / "flow-results" / "responses.json").read_text(encoding="utf-8"))
    assert len(rows) == len(ANSWERS) and {len(row) for row in rows} == {6}


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_validator_accepts_a_package_without_answers(form: Form, tmp_path: Path, count: int) -> None:
    """Nobody answered, or who began said nothing yet: every column and question is there all the same."""
    responses = [ONE, TWO][:count]
    empty = lay_out(form.questions, responses, [], "fr")
    data = pack(form, empty, responses, [], "fr", NOW, UUID(int=4))
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    for name in ("table", "flow-results"):
        descriptor = json.loads((tmp_path / name / "datapackage.json").read_text(encoding="utf-8"))
        descriptor.pop("profile", None)
        report = Package.from_descriptor(descriptor, basepath=str(tmp_path / name)).validate()
        assert report.valid, report.flatten(["title", "note"])
    assert len(as_csv(empty).decode().splitlines()) == 1 + count


def test_each_question_is_counted(form: Form) -> None:
    asked = [{**q, "nps": True} if q["ask"] == "mark" else q for q in form.questions]
    found = {each.name: each for each in tally(asked, [ONE, TWO], ANSWERS, "fr")}
    assert found["bus"].values == {"often": 1, "sometimes": 0, "never": 1}
    assert found["nights"].values == {"thursday": 1, "friday": 0, "saturday": 1}
    assert (found["why"].answered, found["why"].skipped) == (1, 1)
    assert (found["people"].asked, found["people"].answered, found["people"].pending) == (2, 1, 1)
    assert found["mark"].marks is not None and (found["mark"].marks.mean, found["mark"].marks.nps) == (6.5, 0)
    plain = {each.name: each for each in tally(form.questions, [ONE, TWO], ANSWERS, "fr")}["mark"].marks
    assert plain is not None and plain.nps is None  # 0 to 10, but nobody said that it is one
    assert turn_out([ONE, TWO]).channels == {"sms": (1, 1), "telegram": (1, 0)}


def test_a_cross_table_hides_the_few(form: Form) -> None:
    bus = form.questions[0]
    channels = [
        ("sms", "often", 2),
        ("sms", "never", 40),
        ("telegram", "often", 30),
        ("telegram", "never", 20),
    ]
    people = [(channel, value) for channel, value, count in channels for _ in range(count)]
    responses = [replace(ONE, session_id=str(n), channel=channel) for n, (channel, _) in enumerate(people)]
    answers = [said(str(n), "bus", value) for n, (_, value) in enumerate(people)]
    (table,) = cross(bus, responses, answers, "channel", "fr")
    assert list(table.cells) == [[None, 0, None], [None, 0, None]]
    assert table.row_totals == [42, 50]
