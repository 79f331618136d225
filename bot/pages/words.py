"""What does the interface say? Sentences by key, one file per language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.shipped import read_shipped
from dialogues.inputs import Json

#: The language of the interface unless `?lang=` asks for another.
DEFAULT = "fr"

Words = Mapping[str, dict[str, Json]]


@cache
def load_words(folder: Path) -> Words:
    """Read, once, every `<language>.yml` of the folder; a key that one language lacks is said in French."""
    read = {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}
    return {language: {**read[DEFAULT], **words} for language, words in read.items()}


@cache
def load_folders(folder: Path) -> Words:
    """Read `<language>/<page>.yml`, once: the words of each page under its name; French where a language lacks some."""
    languages = sorted(path.name for path in folder.iterdir() if path.is_dir())
    read = {language: _read_pages(folder / language) for language in languages}
    return {
        language: {
            page: {**_as_words(read[DEFAULT][page]), **_as_words(pages.get(page, {}))}
            for page in read[DEFAULT]
        }
        for language, pages in read.items()
    }


def _read_pages(folder: Path) -> dict[str, Json]:
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}


def _as_words(words: Json) -> dict[str, Json]:
    assert isinstance(words, dict)
    return words


def _read(path: Path) -> dict[str, Json]:
    words: dict[str, Json] = read_shipped(path)
    return {key: _bind_all(said) for key, said in words.items()}


def _bind_all(said: Json) -> Json:
    match said:
        case str():
            return _bind(said)
        case dict():
            return {key: _bind_all(inner) for key, inner in said.items()}
        case _:
            return said


def _bind(sentence: str) -> str:
    """Keep French double signs on the line of their word, with a no-break space."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", sentence)
