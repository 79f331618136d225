"""How is a thing said in each language? Sentences by key, with plurals, from messages/<language>.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale

from dialogues.errors import MissingPhrase
from dialogues.template import Params, template

#: A sentence, its plural forms (CLDR names: one, few, many, other), or a long and a brief (SMS) wording.
Entry = str | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Every sentence of the service; the first language is the one that others fall back to."""

    entries: Mapping[str, Mapping[str, Entry]]
    default: str = "fr"

    def say(self, key: str, language: str, *, brief: bool = False, **params: Any) -> str:
        """Return the sentence; `brief` picks the SMS wording, `n` the plural. Raise MissingPhrase."""
        return self.fill(key, language, params, brief=brief)

    def fill(self, key: str, language: str, params: Params, *, brief: bool = False) -> str:
        """Return the sentence with its {places} filled; a place nobody knows is left empty."""
        entry = self._entry(key, language)
        if not isinstance(entry, str):
            entry = _form(entry, language, brief, params)
        return template(entry).fill(params, language) if "{" in entry else entry

    def has(self, key: str, language: str | None = None) -> bool:
        """Tell whether the key exists in this language (default: the first one)."""
        return key in self.entries.get(language or self.default, {})

    def has_places(self, key: str) -> bool:
        """Tell whether a sentence of this key has {places}, in any language."""
        return any(_has_places(book.get(key, "")) for book in self.entries.values())

    def is_plain(self, key: str, language: str) -> bool:
        """Tell whether a sentence is always the same: no {places}, no plural."""
        entry = self._entry(key, language)
        return not _has_places(entry) and (isinstance(entry, str) or "long" in entry)

    def joined(self, own: Mapping[str, Mapping[str, Entry]]) -> Phrasebook:
        """Return this book with a dialogue's own sentences, which come first."""
        languages = {*self.entries, *own}
        return Phrasebook(
            {lang: {**self.entries.get(lang, {}), **own.get(lang, {})} for lang in languages}, self.default
        )

    def aliases(self, key: str, language: str) -> tuple[str, ...]:
        """Return other words that a participant may use for this label: the entry `key.aliases`, split at commas."""
        words = self.entries.get(language, {}).get(f"{key}.aliases", "")
        return (
            tuple(word.strip() for word in words.split(",") if word.strip()) if isinstance(words, str) else ()
        )

    def _entry(self, key: str, language: str) -> Entry:
        entry = self.entries[language].get(key) if language in self.entries else None
        if entry is None:
            entry = self.entries[self.default].get(key)
        if entry is None:
            raise MissingPhrase(key, language)
        return entry


def _has_places(entry: Entry) -> bool:
    return "{" in entry if isinstance(entry, str) else any(map(_has_places, entry.values()))


def _form(entry: Entry, language: str, brief: bool, params: Params) -> str:
    """Walk from an entry to one string: length first, then plural (by the parameter n)."""
    while not isinstance(entry, str):
        if "long" in entry:
            entry = entry["brief" if brief and "brief" in entry else "long"]
        else:
            count = params.get("n", 0)
            entry = entry.get(_plural(language, count)) or entry["other"]
    return entry


@lru_cache(maxsize=1024)
def _plural(language: str, count: float) -> str:
    return str(plural_form(language)(count))


@lru_cache
def plural_form(language: str) -> Any:
    """Return the CLDR plural rule of a language, through Babel."""
    return Locale.parse(language).plural_form
