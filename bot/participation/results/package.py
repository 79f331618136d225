"""How are results handed to other software? Two Frictionless packages: a table with its dictionary, and FLOIP Flow Results."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from bot.participation.results.sheet import Sheet, as_csv, dictionary, harmless
from bot.participation.results.tally import in_language, labels_of, values_of
from bot.participation.surveys.form import Form
from storage.answers import Answer
from storage.responses import Response

#: version of the Flow Results specification that is followed
FLOIP = "1.0.0-rc1"

#: our type → the type of a FLOIP question
QUESTIONS: Mapping[str, str] = {
    "choice": "select_one", "yesno": "select_one", "choices": "select_many", "scale": "numeric", "number": "numeric",
    "text": "text", "date": "date", "location": "open", "photo": "image",
}  # fmt: skip

#: columns of a FLOIP resource, in their order
COLUMNS: Sequence[tuple[str, str]] = (
    ("timestamp", "datetime"), ("row_id", "string"), ("contact_id", "string"), ("question_id", "string"),
    ("response", "any"), ("response_metadata", "object"),
)  # fmt: skip


def pack(
    form: Form,
    sheet: Sheet,
    responses: Sequence[Response],
    answers: Sequence[Answer],
    language: str,
    now: datetime,
    id: UUID,
) -> bytes:
    """Return a zip of both packages; `responses` are numbered as in `sheet`."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("table/datapackage.json", _dump(_table(form, sheet, language, now)))
        packed.writestr("table/responses.csv", as_csv(sheet))
        packed.writestr("table/dictionary.csv", _csv(dictionary(sheet)))
        packed.writestr("flow-results/datapackage.json", _dump(_flow(form, language, now, id)))
        packed.writestr("flow-results/responses.json", _dump(_rows(form, responses, answers)))
    return data.getvalue()


def _dump(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)


def _csv(rows: Sequence[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in rows])
    return text.getvalue()


def _table(form: Form, sheet: Sheet, language: str, now: datetime) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.type, "title": c.title} for c in sheet.columns]
    head = dictionary(sheet)[0]
    return {
        "name": form.survey,
        "title": in_language(form.title, language),
        "created": now.isoformat(timespec="seconds"),
        "resources": [
            {"name": "responses", "path": "responses.csv", "schema": {"fields": fields}},
            {
                "name": "dictionary",
                "path": "dictionary.csv",
                "schema": {"fields": [{"name": name, "type": "string"} for name in head]},
            },
        ],
    }


def _flow(form: Form, language: str, now: datetime, id: UUID) -> dict[str, Any]:
    at = now.isoformat(sep=" ", timespec="seconds")
    fields = [
        {"name": name, "title": name.replace("_", " ").capitalize(), "type": kind} for name, kind in COLUMNS
    ]
    questions = {question["ask"]: _question(question, language) for question in form.questions}
    return {
        "profile": "flow-results-package",
        "flow_results_specification_version": FLOIP,
        "name": form.survey,
        "title": in_language(form.title, language),
        "id": str(id),
        "created": at,
        "modified": at,
        "resources": [
            {
                "name": f"{form.survey}-responses",
                "path": "responses.json",
                "mediatype": "application/json",
                "encoding": "utf-8",
                "schema": {"fields": fields, "questions": questions},
            }
        ],
    }


def _question(question: Mapping[str, Any], language: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if labels := labels_of(question, language):
        options = {"choices": list(labels)}
    elif question["type"] == "scale":
        options = {"range": [question.get("low", 1), question.get("high", 5)]}
    label = in_language(question["text"], language)
    return {"type": QUESTIONS[question["type"]], "label": label, "type_options": options}


def _rows(form: Form, responses: Sequence[Response], answers: Sequence[Answer]) -> list[list[Any]]:
    """Return a row for each answer: the contact is the number of its response, and no person's."""
    numbers = {response.session_id: number for number, response in enumerate(responses, start=1)}
    types = {question["ask"]: question["type"] for question in form.questions}
    told = [a for a in answers if a.step in types and a.session_id in numbers]
    told.sort(key=lambda answer: numbers[answer.session_id])
    return [
        [
            a.at.isoformat(),
            str(row),
            str(numbers[a.session_id]),
            a.step,
            _response(types[a.step], a.value),
            None,
        ]
        for row, a in enumerate(told, start=1)
    ]


def _response(kind: str, value: Any) -> Any:
    match kind:
        case "yesno":
            return values_of(value)[0]
        case "photo":
            return " ".join(photo["reference"] for photo in value)
    return value
