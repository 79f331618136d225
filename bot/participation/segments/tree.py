"""How do staff build a segment piece by piece? Conditions in a tree, each known by its path; nothing is checked yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.participation.segments.reading import DEPTH, SUBJECTS
from dialogues.inputs import Json
from storage.segments.condition import (
    All,
    Among,
    Any,
    Author,
    Condition,
    Everyone,
    Not,
    Proposed,
    Since,
)

#: What a piece can ask beside the subjects; `set` holds pieces.
KINDS = (*SUBJECTS, "silent_days", "known_days", "proposed", "author_of", "everyone", "set")

#: Pieces in all that a form may hold.
PIECES = 200

#: From the root: () is the root itself, (0, 2) the third piece of its first one.
Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One condition, or a group of them, as a form shows it."""

    kind: str
    negated: bool = False
    #: words of a subject; the days, or the idea, as they were typed
    values: tuple[str, ...] = ()
    #: of a group: all must fit, or any one
    mode: Literal["all", "any"] = "all"
    parts: tuple[Piece, ...] = ()


def to_condition(piece: Piece) -> Json:
    """Return the JSON that `read_segment` checks; an empty group asks nothing."""
    found = _plain(piece)
    return {"not": found} if piece.negated else found


def _plain(piece: Piece) -> Json:
    match piece.kind:
        case "set" if not piece.parts:
            return {"everyone": True}
        case "set" if len(piece.parts) == 1:
            return to_condition(piece.parts[0])
        case "set":
            return {piece.mode: [to_condition(part) for part in piece.parts]}
        case "silent_days" | "known_days":
            typed = next(iter(piece.values), "")
            return {piece.kind: int(typed) if typed.isdecimal() and len(typed) < 9 else typed}
        case "proposed" | "everyone":
            return {piece.kind: True}
        case "author_of":
            return {piece.kind: next(iter(piece.values), "")}
    return {piece.kind: list(piece.values)}


def of_condition(condition: Condition) -> Piece:
    """Return the tree of a condition; its root is a group."""
    found = _of(condition)
    if found.kind == "everyone" and not found.negated:
        return Piece("set")
    return found if found.kind == "set" and not found.negated else Piece("set", parts=(found,))


def _of(condition: Condition) -> Piece:
    match condition:
        case Everyone():
            return Piece("everyone")
        case Proposed():
            return Piece("proposed")
        case Among(subject, values):
            return Piece(subject, values=values)
        case Since(age, days):
            return Piece(f"{age}_days", values=(str(days),))
        case Author(idea):
            return Piece("author_of", values=(idea,))
        case Not(part):
            inner = _of(part)
            twice = Piece("set", negated=True, parts=(inner,))
            return twice if inner.negated else replace(inner, negated=True)
        case All(parts) | Any(parts):
            mode: Literal["all", "any"] = "all" if isinstance(condition, All) else "any"
            return Piece("set", mode=mode, parts=tuple(_of(part) for part in parts))


def grow(piece: Piece, path: Path, kind: str) -> Piece:
    """Return the tree with one piece more at the end of the group at this path."""
    if not path:
        return replace(piece, parts=(*piece.parts, Piece(kind)))
    return _at(piece, path[0], lambda part: grow(part, path[1:], kind))


def cut(piece: Piece, path: Path) -> Piece:
    """Return the tree without the piece at this path."""
    if len(path) == 1:
        return replace(piece, parts=tuple(part for n, part in enumerate(piece.parts) if n != path[0]))
    return _at(piece, path[0], lambda part: cut(part, path[1:])) if path else piece


def _at(piece: Piece, place: int, change: Callable[[Piece], Piece]) -> Piece:
    parts = tuple(change(part) if n == place else part for n, part in enumerate(piece.parts))
    return replace(piece, parts=parts)


def read_path(text: str) -> Path | None:
    """Return the path that a form names: "r.0.2"; None for what is none."""
    head, *rest = text.split(".")
    right = head == "r" and len(rest) <= DEPTH and all(one.isdecimal() and len(one) < 4 for one in rest)
    return tuple(int(one) for one in rest) if right else None


def read_tree(fields: Mapping[str, Sequence[str]]) -> Piece:
    """Return the tree of a form: `k.r.0` is the kind of its first piece, `v.…` values, `m.…` mode, `x.…` negated.

    What no form of ours would send is left out.
    """
    kinds = {path: fields[f"k.{name}"][0] for name, path in _names(fields)}
    return _build((), kinds, fields, frozenset(kinds))


def _names(fields: Mapping[str, Sequence[str]]) -> list[tuple[str, Path]]:
    names = [key[2:] for key in fields if key.startswith("k.")][:PIECES]
    return [(name, path) for name in names if (path := read_path(name)) is not None]


def _build(
    path: Path, kinds: Mapping[Path, str], fields: Mapping[str, Sequence[str]], known: frozenset[Path]
) -> Piece:
    name = ".".join(("r", *map(str, path)))
    kind = kinds.get(path, "set") if path else "set"
    below = sorted(one for one in known if len(one) == len(path) + 1 and one[:-1] == path)
    parts = tuple(_build(one, kinds, fields, known) for one in below if kinds[one] in KINDS)
    values = tuple(value.strip()[:200] for value in fields.get(f"v.{name}", ()) if value.strip())
    mode: Literal["all", "any"] = "any" if _first(fields, f"m.{name}") == "any" else "all"
    negated = bool(path) and _first(fields, f"x.{name}") == "yes"
    return Piece(kind, negated, values[:500], mode, parts if kind == "set" else ())


def _first(fields: Mapping[str, Sequence[str]], key: str) -> str:
    return next(iter(fields.get(key, ())), "")
