"""How is a thing said in each language? Sentences by key, with plurals, from messages/<language>.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date

from dialogues.errors import MissingPhrase

#: A sentence, its plural forms (CLDR names: one, few, many, other), or a long and a brief (SMS) wording.
Entry = str | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Every sentence of the service; the first language is the one that others fall back to."""

    entries: Mapping[str, Mapping[str, Entry]]
    default: str = "fr"

    def say(self, key: str, language: str, *, brief: bool = False, **params: Any) -> str:
        """Return the sentence; `brief` picks the SMS wording, `n` the plural. Raise MissingPhrase."""
        sentence = _form(self._entry(key, language), language, brief, params.get("n"))
        return sentence.format_map(_Shown(params, language)) if params else sentence

    def has(self, key: str, language: str | None = None) -> bool:
        """Tell whether the key exists in this language (default: the first one)."""
        return key in self.entries.get(language or self.default, {})

    def _entry(self, key: str, language: str) -> Entry:
        for book in (self.entries.get(language), self.entries.get(self.default)):
            if book is not None and key in book:
                return book[key]
        raise MissingPhrase(key, language)


def _form(entry: Entry, language: str, brief: bool, count: Any) -> str:
    """Walk from an entry to one string: length first, then plural."""
    while not isinstance(entry, str):
        if "long" in entry:
            entry = entry["brief" if brief and "brief" in entry else "long"]
        else:
            name = plural_form(language)(count if count is not None else 0)
            entry = entry.get(name) or entry["other"]
    return entry


@lru_cache
def plural_form(language: str) -> Any:
    """Return the CLDR plural rule of a language, through Babel."""
    return Locale.parse(language).plural_form


class _Shown(dict[str, Any]):
    """Parameters as people read them: dates in words, in the language of the sentence."""

    def __init__(self, params: Mapping[str, Any], language: str) -> None:
        super().__init__(params)
        self.language = language

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if isinstance(value, date):
            return format_date(value, "d MMMM y", locale=self.language)
        return value
