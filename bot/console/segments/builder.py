"""What does the builder of segments hold between two clicks? The tree, the sample, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.console.segments.choices import Choices
from bot.console.segments.fields import Fields, first
from bot.errors import PalabreError
from bot.participation.segments.reading import DAYS, DEPTH, SIZE, STRATA, read_segment
from bot.participation.segments.tree import (
    KINDS,
    Piece,
    cut,
    grow,
    of_condition,
    read_path,
    read_tree,
    to_condition,
)
from dialogues.inputs import Json

#: Kinds that can be added; `author_of` is what a schedule adds by itself.
ADDED = tuple(kind for kind in KINDS if kind not in ("author_of", "everyone"))

#: Groups within one another that can still be added.
NESTED = 4

#: Digits of the largest number that a field holds.
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Builder:
    """One state of the builder, as the form sends it."""

    tree: Piece = field(default_factory=lambda: Piece("set"))
    #: how many are drawn, as typed; "" for everybody
    size: str = ""
    by: str = ""
    seed: str = ""
    #: stratum → inhabitants, as typed
    census: Mapping[str, str] = field(default_factory=dict)
    #: path of a piece, or `sample`, `census` → key of a sentence
    faults: Mapping[str, str] = field(default_factory=dict)
    #: path of the piece that was just added
    fresh: str = ""

    def segment(self) -> Json:
        """Return the JSON that `read_segment` checks."""
        found: dict[str, Any] = dict(to_condition(self.tree))
        if not self.size:
            return found
        sample: dict[str, Any] = {"size": int(self.size), **({"seed": self.seed} if self.seed else {})}
        if self.by:
            counted = {stratum: int(n) for stratum, n in self.census.items() if n}
            sample |= {"by": self.by, "census": counted}
        return {**found, "sample": sample}


def read_builder(fields: Fields) -> Builder:
    """Return the state of a form, not checked yet."""
    by = first(fields, "sample_by")
    census = {
        key[2:]: first(fields, key).replace(" ", "").replace("\u202f", "")
        for key in list(fields)[:2_000]
        if key.startswith("c.")
    }
    size = first(fields, "sample_size").replace(" ", "")
    known = by if by in STRATA else ""
    return Builder(read_tree(fields), size, known, first(fields, "seed")[:80], census)


def open_builder(data: Json) -> Builder:
    """Return the state that shows a segment that was kept."""
    read = read_segment(data)
    builder, sample = Builder(of_condition(read.where)), read.sample
    if sample is None:
        return builder
    census = {stratum.value: str(stratum.size) for stratum in sample.strata}
    return replace(builder, size=str(sample.size), by=sample.by, seed=sample.seed, census=census)


def act(builder: Builder, fields: Fields) -> Builder:
    """Add or remove a piece, as a button says: `grow r.0` with the kind in `add.r.0`, or `cut r.0.1`."""
    verb, _, name = first(fields, "act").partition(" ")
    path = read_path(name)
    if path is None:
        return builder
    if verb == "cut" and path:
        return replace(builder, tree=cut(builder.tree, path))
    kind = first(fields, f"add.{name}")
    if verb == "grow" and kind in ADDED and len(path) < DEPTH:
        grown = grow(builder.tree, path, kind)
        return replace(builder, tree=grown, fresh=f"{name}.{_count(builder.tree, path)}")
    return builder


def check(builder: Builder, choices: Choices) -> Builder:
    """Return the builder with a fault beside each piece that is not complete."""
    faults = dict(_faults(builder.tree, "r", choices)) | dict(_sample_faults(builder))
    if not faults:
        try:
            read_segment(builder.segment(), seed="check")
        except PalabreError:
            faults["r"] = "impossible"
    return replace(builder, faults=faults)


def _faults(piece: Piece, name: str, choices: Choices) -> list[tuple[str, str]]:
    if piece.kind == "set":
        parts = (_faults(part, f"{name}.{n}", choices) for n, part in enumerate(piece.parts))
        empty = [(name, "empty")] if name != "r" and not piece.parts else []
        return [fault for found in parts for fault in found] + empty
    if piece.kind in ("everyone", "proposed", "author_of"):
        return []
    if piece.kind in ("silent_days", "known_days"):
        typed = next(iter(piece.values), "")
        return [] if _is_number(typed, DAYS) else [(name, "days")]
    if not piece.values:
        return [(name, "choose")]
    gone = any(not choices.knows(piece.kind, value) for value in piece.values if piece.kind != "received")
    return [(name, "gone")] if gone else []


def _sample_faults(builder: Builder) -> list[tuple[str, str]]:
    if not builder.size:
        return [("sample", "size_first")] if builder.by else []
    if not _is_number(builder.size, SIZE):
        return [("sample", "size")]
    if not builder.by:
        return []
    typed = [n for n in builder.census.values() if n]
    if not all(n.isdecimal() and len(n) <= DIGITS for n in typed):
        return [("census", "census")]
    return [] if any(int(n) for n in typed) else [("census", "census")]


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS and 1 <= int(text) <= most


def _count(piece: Piece, path: tuple[int, ...]) -> int:
    for place in path:
        if place >= len(piece.parts):
            return 0
        piece = piece.parts[place]
    return len(piece.parts)
