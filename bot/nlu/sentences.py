"""Which sentences are labelled, with what? Reads Rasa's YAML: one list of examples for each intent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import yaml

from bot.errors import PalabreError
from bot.nlu.understanding import Entity
from dialogues.reading.vocabulary import READER

#: `[place du marché](place)`, `[vélos](theme:mobilite)` or `[vélos]{"entity": "theme", "value": "mobilite"}`
MARKED = re.compile(r"\[(?P<text>[^\]]+)\](?:\((?P<short>[^)]+)\)|(?P<long>\{[^}]+\}))")

#: Rasa writes each example on a line of its own behind this.
DASH = "- "


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody wrote, and what they wanted."""

    text: str
    intent: str
    entities: tuple[Entity, ...] = ()


def read_sentences(path: Path) -> tuple[Sentence, ...]:
    """Return the sentences of a file, or of every `.yml` of a folder, in order. Raise PalabreError."""
    files = sorted(path.glob("*.yml")) if path.is_dir() else [path]
    return tuple(sentence for file in files for sentence in _read_file(file))


def _read_file(file: Path) -> Iterator[Sentence]:
    try:
        # plain strings only: `intent: yes` is no boolean, and nothing is built
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=READER)  # noqa: S506
        # synonyms, look-ups and expressions have no sentences
        groups = [group for group in (content or {}).get("nlu", ()) if "intent" in group]
    except (OSError, yaml.YAMLError, AttributeError, TypeError) as fault:
        raise PalabreError(f"{file.name} cannot be read as Rasa's YAML ({type(fault).__name__})") from fault
    for group in groups:
        yield from _read_group(file, group)


def _read_group(file: Path, group: dict[str, Any]) -> Iterator[Sentence]:
    for line in str(group.get("examples", "")).splitlines():
        if not line.strip():
            continue
        if not line.lstrip().startswith(DASH):
            raise PalabreError(f"{file.name}: under {group['intent']}, a line does not begin with {DASH!r}")
        text, entities = unmark(line.lstrip().removeprefix(DASH).strip())
        yield Sentence(text, str(group["intent"]), entities)


def unmark(marked: str) -> tuple[str, tuple[Entity, ...]]:
    """Return a text without its marks, and the entities where they stand in it."""
    text, entities, done = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[done : match.start()]
        kind, value = _named(match)
        entities.append(Entity(kind, value, len(text), len(text) + len(match["text"])))
        text += match["text"]
        done = match.end()
    return text + marked[done:], tuple(entities)


def _named(match: re.Match[str]) -> tuple[str, str]:
    """Return kind and value of a marked entity."""
    if match["short"]:
        kind, _, value = match["short"].partition(":")
        return kind, value or match["text"]
    named = orjson.loads(match["long"])
    return str(named["entity"]), str(named.get("value", match["text"]))
