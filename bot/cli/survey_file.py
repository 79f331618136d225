"""How does a command read a survey: from YAML, a spreadsheet, or a template that is shipped?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import PalabreError
from bot.participation.surveys.form import Form, read_form
from bot.participation.surveys.framing import compile_form
from bot.participation.surveys.ready import TEMPLATES
from bot.participation.surveys.xlsform.faults import BadSheet
from bot.participation.surveys.xlsform.importing import import_xlsform
from dialogues.definition import Definition
from dialogues.lines import Lined
from dialogues.loader import load_phrasebook
from dialogues.reading.lexicon import load_lexicons


@dataclass(frozen=True, slots=True)
class Read:
    """A survey that may be stored: what staff wrote, its dialogue, and what has no effect."""

    form: Form
    definition: Definition
    notes: Sequence[str] = ()


def tell_length(form: Form) -> str:
    """Return "1 question", "4 questions"."""
    count = len(form.questions)
    return f"{count} question{'' if count == 1 else 's'}"


def read_survey(path: Path | None, template: str | None, languages: Sequence[str]) -> Read:
    """Return the survey of a file or a template. Raise PalabreError or BadScript, with line or cell."""
    if (path is None) == (template is None):
        raise PalabreError("name a file, or a template with --template")
    file = TEMPLATES / f"{template}.yml" if path is None else path
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PalabreError(f"{file.name} cannot be read: {error.strerror}") from error
    lined: Lined | None = None
    notes: list[str] = []
    if file.suffix.lower() in (".xlsx", ".xls", ".xlsm", ".ods"):
        form, notes = _imported(data, languages, file.stem)
    else:
        form, lined = read_form(file.name, _text(file.name, data))
    definition = compile_form(form, load_phrasebook(languages=languages), load_lexicons(languages), lined)
    return Read(form, definition, notes)


def _imported(data: bytes, languages: Sequence[str], name: str) -> tuple[Form, list[str]]:
    """Return what an XLSForm asks, and what of it has no effect; operators read English, whatever the town speaks."""
    try:
        imported = import_xlsform(data, languages, name)
    except BadSheet as error:
        raise BadSheet(error.faults, "en") from None
    return imported.form, [note.say("en") for note in imported.notes]


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PalabreError(f"{name} is not UTF-8: save it so, or as .xlsx") from error
