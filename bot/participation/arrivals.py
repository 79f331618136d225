"""Which lines of a list of people can be taken, and what is wrong with the others?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from dialogues.reading.fold import fold

#: bytes and lines of the longest list: more is a register, not a list of people who agreed
BYTES, LINES = 500_000, 5_000

#: characters of a first name
NAME = 60

#: what a column may be called, folded
COLUMNS: Mapping[str, frozenset[str]] = {
    "phone": frozenset(("telephone", "tel", "numero", "numero de telephone", "portable", "mobile", "phone", "phone number")),
    "first_name": frozenset(("prenom", "first name", "firstname", "name")),
    "language": frozenset(("langue", "language")),
    "district": frozenset(("quartier", "district")),
}  # fmt: skip

#: what a spreadsheet takes for the beginning of a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: lines whose first bytes say that it is no text: a spreadsheet, an archive, a page
_SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

#: time zones of France whose national numbers have another prefix than the mainland's
_REGIONS = {
    "Indian/Reunion": "RE", "Indian/Mayotte": "YT", "America/Martinique": "MQ", "America/Guadeloupe": "GP",
    "America/Cayenne": "GF", "Pacific/Noumea": "NC", "Pacific/Tahiti": "PF", "America/Miquelon": "PM",
}  # fmt: skip

_MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


class Unreadable(Exception):
    """The whole list is refused; the message is a key of the page's `unreadable`."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A line that can be taken."""

    line: int
    #: E.164
    number: str
    first_name: str = ""
    language: str = ""
    #: slug
    district: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line."""

    line: int
    #: a key of the page's `faults`
    cause: str
    #: what stood there, cut short
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a list is read here."""

    #: ISO 3166 code that national numbers are of
    region: str
    languages: Sequence[str]
    #: folded name → slug
    districts: Mapping[str, str]


def region_of(timezone: str) -> str:
    """Return whose national numbers are written in a territory."""
    return _REGIONS.get(timezone, "FR")


def read_text(data: bytes) -> str:
    """Return the text of a list, in UTF-8 or as old spreadsheets write it. Raise Unreadable."""
    if len(data) > BYTES:
        raise Unreadable("large")
    if data.startswith(_SHEETS):
        raise Unreadable("sheet")
    if not data.strip():
        raise Unreadable("empty")
    if b"\0" in data:
        raise Unreadable("binary")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_arrivals(text: str, manner: Manner) -> tuple[list[Arrival], list[Fault]]:
    """Return the lines that can be taken, and what is wrong with the others. Raise Unreadable."""
    head, *_ = text.splitlines() or [""]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    arrivals: list[Arrival] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for line, cells in _rows(reader):
        found = _read(line, cells, manner)
        if isinstance(found, Arrival) and found.number in seen:
            found = Fault(line, "twice", found.number)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            seen.add(found.number)
            arrivals.append(found)
    return arrivals, faults


def _rows(reader: Iterator[list[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line that holds something, with its number, by column."""
    try:
        columns = [_column(cell) for cell in next(reader, [])]
        if "phone" not in columns:
            raise Unreadable("columns")
        for n, cells in enumerate(reader, 2):
            if n > LINES + 1:
                raise Unreadable("long")
            if any(cell.strip() for cell in cells):
                given = zip(columns, cells, strict=False)
                yield n, {name: cell.strip() for name, cell in given if name}
    except csv.Error:
        raise Unreadable("quotes") from None


def _column(cell: str) -> str:
    folded = fold(cell)
    return next((name for name, said in COLUMNS.items() if folded in said), "")


def _read(line: int, cells: Mapping[str, str], manner: Manner) -> Arrival | Fault:
    number = read_number(cells.get("phone", ""), manner.region)
    name, language = cells.get("first_name", ""), cells.get("language", "")[:2].lower()
    district = cells.get("district", "")
    if not cells.get("phone"):
        return Fault(line, "missing", "")
    if number is None:
        return Fault(line, "phone", cells.get("phone", "")[:30])
    if not _receives(number):
        return Fault(line, "landline", cells.get("phone", "")[:30])
    if name.startswith(FORMULA) or len(name) > NAME or not name.isprintable():
        return Fault(line, "name", name[:30])
    if language and language not in manner.languages:
        return Fault(line, "language", cells.get("language", "")[:30])
    if district and fold(district) not in manner.districts:
        return Fault(line, "district", district[:30])
    return Arrival(line, number, name, language, manner.districts.get(fold(district), ""))


def read_number(text: str, region: str) -> str | None:
    """Return a telephone number in E.164, None for what is none."""
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number) and number.extension is None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if valid else None


def _receives(number: str) -> bool:
    """Tell whether a number may receive SMS: a landline does not."""
    return phonenumbers.number_type(phonenumbers.parse(number, None)) in _MOBILE
