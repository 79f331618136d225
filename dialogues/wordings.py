"""What is wrong with the wordings of one entry: their forms, and their {places}?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from dialogues.inputs import Json
from dialogues.lines import Path
from dialogues.phrasebook import Entry, plural_form

LENGTHS = frozenset(("long", "brief"))
PLURALS = frozenset(("zero", "one", "two", "few", "many", "other"))

#: counts that a sentence may tell: forms that only a million needs (French "many") are not asked for
COUNTS = range(201)

#: `{title}`, `{about[title]}`: a {place} has no format of its own
_PLACE = re.compile(r"[a-z_]+(\[[a-z_]+\])?(:[1-9]\d{0,2})?")

#: where something is wrong inside an entry, what, and whether saying the sentence would fail
Fault = tuple[Path, str, bool]


def wordings(entry: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Yield each wording with the names that lead to it: ("brief", "one")."""
    if isinstance(entry, dict):
        for name, part in entry.items():
            yield from wordings(part, (*path, name))
    else:
        yield path, entry


def find_faults(entry: Entry, language: str) -> Iterator[Fault]:
    """Yield what is wrong with one entry in its language."""
    yield from _misshapen(entry, language, ())
    for path, text in wordings(entry):
        if not isinstance(text, str):
            yield path, "give a sentence between quotes", True
        elif malformed := _malformed(text):
            yield path, malformed, True


def places_of(entry: Entry) -> dict[str, frozenset[str]]:
    """Return the {places} of the "long" and of the "brief" wording; plural forms count together."""
    found: dict[str, frozenset[str]] = {}
    for path, text in wordings(entry):
        if isinstance(text, str) and not _malformed(text):
            length = "brief" if "brief" in path else "long"
            found[length] = found.get(length, frozenset()) | frozenset(_places(text))
    return found


def forms_of(language: str) -> frozenset[str]:
    """Return the plural forms that a language has for the counts we tell (CLDR); "other" always stands."""
    return frozenset({plural_form(language)(count) for count in COUNTS} | {"other"})


def _misshapen(entry: Entry, language: str, path: Path) -> Iterator[Fault]:
    if not isinstance(entry, dict):
        return
    names = set(entry)
    if unknown := sorted(names - LENGTHS - PLURALS):
        yield (*path, unknown[0]), f"no form {unknown[0]!r}: use long, brief or a plural form", True
    elif names & LENGTHS:
        if names & PLURALS or "long" not in names:
            yield path, "give long and brief, the plural forms inside them", True
    else:
        yield from _plurals(names, language, path)
    for name, part in entry.items():
        if isinstance(part, dict):
            yield from _misshapen(part, language, (*path, name))


def _plurals(names: set[str], language: str, path: Path) -> Iterator[Fault]:
    needed = forms_of(language)
    for form in sorted(needed - names):
        yield path, f"the plural form {form!r} is missing, which this language has", form == "other"
    for form in sorted(names - needed):
        yield (*path, form), f"this language has no plural form {form!r}: remove it", False


def _malformed(text: str) -> str:
    """Return what is wrong with the braces of a wording, "" if nothing."""
    try:
        odd = [place for place in _places(text) if not _PLACE.fullmatch(place)]
    except ValueError as error:
        return f"the braces of a {{place}} are not right: {str(error).lower()}"
    return f"{{{odd[0]}}} is no place: write {{name}}, {{name[part]}} or {{name:50}}" if odd else ""


def _places(text: str) -> list[str]:
    """Return what stands between braces, its format included. Raise ValueError where they do not match."""
    parts = Formatter().parse(text)
    return [
        name + (f"!{turned}" if turned else "") + (f":{form}" if form else "")
        for _, name, form, turned in parts
        if name is not None
    ]
