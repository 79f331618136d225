"""What is one language learnt from? Sentences, and words that mean the same, in `nlu_data/<language>`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.nlu.sentences import DASH, Sentence, read_sentences
from dialogues.reading.vocabulary import READER

#: Training data, at the top of the repository.
FOLDER = Path(__file__).parents[2] / "nlu_data"


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that one language is learnt from."""

    language: str
    sentences: tuple[Sentence, ...]
    #: words by what they mean: "want" → veux, voudrais… (Rasa's look-up tables)
    meanings: Mapping[str, tuple[str, ...]]


def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the languages that have data."""
    return tuple(sorted(path.name for path in folder.iterdir() if any(path.glob("*.yml"))))


def read_corpus(language: str, folder: Path = FOLDER) -> Corpus:
    """Return the data of a language. Raise FileNotFoundError when it has none, PalabreError for unreadable ones."""
    meanings = {name: lines for path in files(language, folder) for name, lines in _lookups(path)}
    return Corpus(language, read_sentences(folder / language), meanings)


def files(language: str, folder: Path = FOLDER) -> list[Path]:
    """Return the files of a language, by name. Raise FileNotFoundError when there is none."""
    found = sorted((folder / language).glob("*.yml"))
    if not found:
        raise FileNotFoundError(folder / language)
    return found


def fingerprint(language: str, folder: Path = FOLDER) -> str:
    """Return 16 hexadecimal characters that change with the data."""
    digest = hashlib.blake2b(digest_size=8)
    for path in files(language, folder):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _lookups(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    text = path.read_text(encoding="utf-8")
    content = yaml.load(text, Loader=READER) if "lookup:" in text else {}  # noqa: S506  strings only
    for block in content.get("nlu", ()):
        if "lookup" in block:
            lines = block["examples"].splitlines()
            yield (
                block["lookup"],
                tuple(line.strip().removeprefix(DASH).strip() for line in lines if line.strip()),
            )
