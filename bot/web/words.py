"""What does the interface say? Sentences by key, one file per language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from dialogues.inputs import Json

#: The language of the interface unless `?lang=` asks for another.
DEFAULT = "fr"

Words = Mapping[str, dict[str, Json]]


def load_words(folder: Path) -> Words:
    """Read every `<language>.yml` of the folder; a key that one language lacks is said in French."""
    read = {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}
    return {language: {**read[DEFAULT], **words} for language, words in read.items()}


def _read(path: Path) -> dict[str, Json]:
    words: dict[str, Json] = yaml.safe_load(path.read_text("utf-8"))
    return {key: _bind(said) if isinstance(said, str) else said for key, said in words.items()}


def _bind(sentence: str) -> str:
    """Keep French double signs on the line of their word, with a no-break space."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", sentence)
