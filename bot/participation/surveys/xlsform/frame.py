"""What do the settings of a spreadsheet say: name, title, anonymous, summary, quota, days?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pyxform import aliases

from bot.participation.surveys.form import SLUG
from bot.participation.surveys.xlsform.faults import Fault
from bot.participation.surveys.xlsform.sheets import Book, Row


def read_frame(book: Book, name: str, languages: Sequence[str], faults: list[Fault]) -> dict[str, Any]:
    """Return the frame of the survey; what is wrong goes to `faults`."""
    sheet = book.sheets.get("settings")
    row = (
        sheet.rows[0]
        if sheet is not None and sheet.rows
        else Row("settings", 2, {}, sheet.columns if sheet else {})
    )
    frame: dict[str, Any] = {"survey": _slug(row, name, faults), "title": _title(row, languages, faults)}
    if row.get("anonymous"):
        frame["anonymous"] = yes_or_no(row, "anonymous", faults)
    if row.get("summary"):
        frame["summary"] = yes_or_no(row, "summary", faults)
        if frame["summary"] and frame.get("anonymous"):
            faults.append(Fault(row.cell("summary"), "summary_to_nobody"))
    if quota := row.get("quota"):
        if quota.isdecimal() and int(quota) > 0:
            frame["quota"] = int(quota)
        else:
            faults.append(Fault(row.cell("quota"), "bad_quota", {"part": quota}))
    for day in ("opens", "closes"):
        if text := row.get(day):
            frame[day] = _day(row, day, text, faults)
    if thanks := texts_of(row, "thanks", languages):
        frame["thanks"] = thanks
    return frame


def texts_of(row: Row, column: str, languages: Sequence[str]) -> dict[str, str]:
    """Return the texts of a column by language; the one without a language is the default language's."""
    return {language or languages[0]: text for language, text in row.texts(column)}


def yes_or_no(row: Row, column: str, faults: list[Fault], what: str = "bad_yes") -> bool:
    """Return what a cell says, by pyxform's words for yes and no."""
    text = row.get(column)
    if text not in aliases.yes_no:
        faults.append(Fault(row.cell(column), what, {"part": text}))
        return False
    return bool(aliases.yes_no[text])


def _slug(row: Row, name: str, faults: list[Fault]) -> str:
    given = row.get("form_id") or row.get("id_string")
    slug = (given or name).strip().lower()
    if not SLUG.fullmatch(slug):
        faults.append(Fault(row.cell("form_id"), "bad_slug", {"part": given or name}))
    return slug


def _title(row: Row, languages: Sequence[str], faults: list[Fault]) -> dict[str, str]:
    first = texts_of(row, "form_title", languages) or texts_of(row, "title", languages)
    others = {language: text for language in languages if (text := row.get(f"title_{language}"))}
    title = {**first, **others}
    if not title.get(languages[0]):
        faults.append(Fault(row.cell("form_title"), "no_title"))
    return title


def _day(row: Row, column: str, text: str, faults: list[Fault]) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        faults.append(Fault(row.cell(column), "bad_day", {"part": text}))
        return text
