"""How does a survey become a spreadsheet that is read back the same?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from babel import Locale
from openpyxl import Workbook

from bot.participation.surveys.form import Form
from bot.participation.surveys.xlsform.conditions import as_xpath
from bot.participation.surveys.xlsform.expressions import unplaced, write_back
from bot.participation.surveys.xlsform.types import YES_AND_NO

#: our types that have one of XLSForm
TYPES: Mapping[str, str] = {
    "text": "text", "number": "integer", "scale": "range", "date": "date", "location": "geopoint", "photo": "image",
}  # fmt: skip

#: our bounds → the expression that says the same
BOUNDS: Mapping[str, str] = {
    "minimum": ". >= {}", "maximum": ". <= {}", "min": "count-selected(.) >= {}", "max": "count-selected(.) <= {}",
    "min_length": "string-length(.) >= {}", "max_length": "string-length(.) <= {}",
    "earliest": ". >= {}", "latest": ". <= {}",
}  # fmt: skip

Cells = dict[str, Any]


def export_xlsform(form: Form) -> bytes:
    """Return the survey as an .xlsx XLSForm. Raise PalabreError for a condition that no spreadsheet can say."""
    rows = [_row(step) for step in form.steps]
    choices = [cells for step in form.steps for cells in _choices(step)]
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, lines in (("survey", rows), ("choices", choices), ("settings", [_settings(form)])):
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for line in lines for column in line))
        for place, line in enumerate([dict(zip(columns, columns, strict=True)), *lines], start=1):
            for at, column in enumerate(columns, start=1):
                cell = sheet.cell(place, at, line.get(column))
                if cell.data_type == "f":
                    # a label that begins with = is a text, never a formula
                    cell.data_type = "s"
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _row(step: Mapping[str, Any]) -> Cells:
    cells: Cells = {
        "type": _type(step),
        "name": step.get("ask") or step["say"],
        **_texts("label", step["text"]),
    }
    for column in ("hint", "example", "constraint_message"):
        cells |= _texts(column, step.get(column) or {})
    if "ask" in step and not step.get("optional"):
        cells["required"] = "yes"
    if step.get("public"):
        cells["public"] = "yes"
    if step.get("type") == "scale":
        if step.get("nps"):
            cells["nps"] = "yes"
        cells["parameters"] = f"start={step.get('low', 1)} end={step.get('high', 5)} step=1"
    if "when" in step:
        cells["relevant"] = write_back(as_xpath(step["when"]))
    if constraint := " and ".join(_constraints(step)):
        cells["constraint"] = write_back(constraint)
    return cells


def _constraints(step: Mapping[str, Any]) -> Iterator[str]:
    bounds = [said.format(_bound(step[name])) for name, said in BOUNDS.items() if name in step]
    if own := step.get("constraint"):
        yield f"({own})" if bounds else own
    yield from bounds


def _bound(value: object) -> str:
    return "today()" if value == "today" else f"date('{value}')" if isinstance(value, str) else str(value)


def _type(step: Mapping[str, Any]) -> str:
    if "say" in step:
        return "note"
    if step["type"] in ("choice", "choices", "yesno"):
        select = "select_multiple" if step["type"] == "choices" else "select_one"
        return f"{select} {step['ask']}"
    return "decimal" if step.get("decimal") else TYPES[step["type"]]


def _texts(column: str, texts: Mapping[str, Any]) -> Cells:
    return {f"{column}::{_named(language)}": unplaced(str(text)) for language, text in texts.items()}


def _named(language: str) -> str:
    return f"{Locale.parse(language).get_display_name(language)} ({language})"


def _choices(step: Mapping[str, Any]) -> Iterator[Cells]:
    choices = step.get("choices") or (_yes_and_no(step) if step.get("type") == "yesno" else ())
    for choice in choices:
        label = _texts("label", choice["label"])
        # pyxform takes no column of its own in several languages
        aliases = {f"aliases_{language}": text for language, text in (choice.get("aliases") or {}).items()}
        yield {"list_name": step["ask"], "name": choice["value"], **label, **aliases}


def _yes_and_no(step: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the two options that the house words, in the languages of the question."""
    spoken = [language for language in step["text"] if language in YES_AND_NO]
    labels = [{language: YES_AND_NO[language][place] for language in spoken} for place in (0, 1)]
    return [{"value": value, "label": label} for value, label in zip(("yes", "no"), labels, strict=True)]


def _settings(form: Form) -> Cells:
    cells: Cells = {"form_id": form.survey}
    first, *others = form.title.items()
    cells["form_title"] = first[1]
    # pyxform takes one title only: the others are columns of ours
    cells |= {f"title_{language}": text for language, text in others}
    for name in ("anonymous", "summary", "quota", "opens", "closes"):
        if value := getattr(form, name):
            cells[name] = "yes" if value is True else str(value)
    return cells | _texts("thanks", form.thanks if isinstance(form.thanks, dict) else {})
