"""How is a segment said in plain words? "habite Centre ou Gare, et n'a rien écrit depuis 90 jours"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.console.segments.choices import Choices
from bot.pages.plural import say_count
from bot.participation.segments.reading import BadSegment, read_segment
from bot.participation.segments.tree import Piece, of_condition
from dialogues.inputs import Json
from storage.segments.condition import Sample

Words = Mapping[str, Any]

#: Values that are named before "and so many others".
NAMED = 6


def say_segment(data: Json, words: Words, choices: Choices) -> str:
    """Return whom a segment means, in one sentence without its full stop."""
    try:
        read = read_segment(data)
    except BadSegment:
        return str(words["unreadable"])
    who = _say(of_condition(read.where), words, choices, top=True)
    return f"{who}{_drawn(read.sample, words, choices.language)}"


def _say(piece: Piece, words: Words, choices: Choices, *, top: bool = False) -> str:
    if piece.kind != "set":
        return _say_one(piece, words, choices)
    if not piece.parts:
        return str(words["kinds"]["everyone"]["is"])
    glue = words["and" if piece.mode == "all" else "or"]
    said = glue.join(_say(part, words, choices) for part in piece.parts)
    if piece.negated:
        return str(words["none_of"]).format(what=said)
    return said if top or len(piece.parts) == 1 else f"({said})"


def _say_one(piece: Piece, words: Words, choices: Choices) -> str:
    verb = str(words["kinds"][piece.kind]["not" if piece.negated else "is"])
    if piece.kind in ("everyone", "proposed"):
        return verb
    if piece.kind in ("silent_days", "known_days"):
        return f"{verb} {say_count(words['days'], next(iter(piece.values), '…'), choices.language)}"
    named = [choices.label(piece.kind, value) for value in piece.values[:NAMED]]
    more = len(piece.values) - len(named)
    rest = say_count(words["others"], more, choices.language) if more else ""
    return f"{verb} {words['or'].join(named) or '…'}{rest}"


def _drawn(sample: Sample | None, words: Words, language: str) -> str:
    if sample is None:
        return ""
    by = words["drawn_by"].format(by=words["strata"][sample.by]) if sample.by else ""
    return f"{say_count(words['drawn'], sample.size, language)}{by}"
