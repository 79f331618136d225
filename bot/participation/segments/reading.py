"""Which segment does a piece of JSON mean, and what is wrong with it? Every refusal names the path and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any as Data
from typing import NoReturn, get_args

from bot.errors import PalabreError
from bot.participation.segments.census import apportion
from storage.segments.condition import (
    All,
    Among,
    Any,
    Author,
    Condition,
    Everyone,
    Not,
    Proposed,
    Sample,
    Segment,
    Since,
    Stratum,
    Subject,
)

#: Conditions within one another: deeper is a slip, or an attack on whoever reads it.
DEPTH = 20

#: Values of one condition, and parts of one combination.
WIDTH = 500

#: Days that may be asked for: ten years.
DAYS = 3_650

#: Largest sample.
SIZE = 1_000_000

#: Purposes that somebody can agree to and be written to first (norms §1).
PURPOSES = ("questions", "news")

#: What a stratum can be.
STRATA = ("district", "language", "channel")

SUBJECTS = get_args(Subject)
AGES = {"silent_days": "silent", "known_days": "known"}
COMBINATIONS = ("all", "any", "not")


class BadSegment(PalabreError):
    """A segment that cannot be used: where, why, and what to do."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path = path


def read_segment(data: Data, seed: str = "", names: Mapping[str, frozenset[str]] | None = None) -> Segment:
    """Return the segment. Raise BadSegment.

    `seed` is used where the sample has none; `names`: subject → what there is in the town, unknown ones are refused.
    """
    if data == "everyone" or data is None:
        return Segment()
    if not isinstance(data, Mapping):
        raise BadSegment("segment", 'write conditions, such as {"district": "centre"}, or "everyone"')
    where = {key: value for key, value in data.items() if key != "sample"}
    condition = _read(where, "segment", 0, names or {}) if where else Everyone()
    sample = data.get("sample")
    return Segment(condition, None if sample is None else _sample(sample, seed))


def write_segment(segment: Segment) -> dict[str, Data]:
    """Return the JSON that `read_segment` reads back equal."""
    sample = segment.sample
    if sample is None:
        return write_condition(segment.where)
    drawn: dict[str, Data] = {"size": sample.size, "seed": sample.seed}
    if sample.by:
        drawn |= {"by": sample.by, "strata": {stratum.value: stratum.size for stratum in sample.strata}}
    return {**write_condition(segment.where), "sample": drawn}


def write_condition(condition: Condition) -> dict[str, Data]:
    """Return a condition as JSON."""
    match condition:
        case Everyone():
            return {"everyone": True}
        case Proposed():
            return {"proposed": True}
        case Among(subject, values):
            return {subject: list(values)}
        case Since(age, days):
            return {f"{age}_days": days}
        case Author(idea):
            return {"author_of": idea}
        case All(parts):
            return {"all": [write_condition(part) for part in parts]}
        case Any(parts):
            return {"any": [write_condition(part) for part in parts]}
        case Not(part):
            return {"not": write_condition(part)}


def _read(data: Data, path: str, depth: int, names: Mapping[str, frozenset[str]]) -> Condition:
    """Read one condition; several keys must all hold."""
    if not isinstance(data, Mapping) or not data:
        raise BadSegment(path, 'a condition is expected, such as {"language": "fr"}')
    if depth > DEPTH:
        raise BadSegment(path, f"more than {DEPTH} conditions within one another: write it flatter")
    parts = tuple(_read_key(key, value, f"{path}.{key}", depth, names) for key, value in data.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _read_key(key: str, value: Data, path: str, depth: int, names: Mapping[str, frozenset[str]]) -> Condition:
    if key in SUBJECTS:
        return Among(key, _values(key, value, path, names))  # type: ignore[arg-type]
    match key:
        case "all" | "any":
            return _combination(key, value, path, depth, names)
        case "not":
            return Not(_read(value, path, depth + 1, names))
        case "silent_days" | "known_days":
            return Since(AGES[key], _number(value, path, DAYS))  # type: ignore[arg-type]
        case "author_of":
            return Author(_word(value, path))
        case "everyone" | "proposed":
            return _flag(key, value, path)
    known = ", ".join((*SUBJECTS, *AGES, "proposed", "author_of", "everyone", *COMBINATIONS))
    raise BadSegment(path, f"no such condition; there is {known} (and sample, at the top)")


def _combination(
    key: str, value: Data, path: str, depth: int, names: Mapping[str, frozenset[str]]
) -> Condition:
    if not isinstance(value, list) or not value or len(value) > WIDTH:
        raise BadSegment(path, f"a list of 1 to {WIDTH} conditions is expected")
    parts = tuple(_read(part, f"{path}[{n}]", depth + 1, names) for n, part in enumerate(value))
    return All(parts) if key == "all" else Any(parts)


def _flag(key: str, value: Data, path: str) -> Condition:
    if value is not True:
        raise BadSegment(path, f'only true can be written here; for the others: {{"not": {{"{key}": true}}}}')
    return Everyone() if key == "everyone" else Proposed()


def _values(key: str, value: Data, path: str, names: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    if not given or len(given) > WIDTH:
        raise BadSegment(path, f"1 to {WIDTH} values are expected")
    values = tuple(_word(one, path) for one in given)
    allowed = frozenset(PURPOSES) if key == "consent" else names.get(key)
    unknown = [one for one in values if allowed is not None and one not in allowed]
    if unknown:
        _refuse_unknown(path, unknown[0], allowed or frozenset())
    return tuple(dict.fromkeys(values))


def _refuse_unknown(path: str, value: str, allowed: frozenset[str]) -> NoReturn:
    there = ", ".join(sorted(allowed)[:20]) or "none yet"
    raise BadSegment(path, f"there is no {value!r} here; there is {there}")


def _word(value: Data, path: str) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise BadSegment(path, "a word is expected")
    return value


def _number(value: Data, path: str, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise BadSegment(path, f"a whole number from 1 to {most} is expected")
    return value


def _sample(data: Data, seed: str) -> Sample:
    """Read how many are drawn, from all alike or by strata."""
    path = "segment.sample"
    given: Mapping[str, Data] = {"size": data} if isinstance(data, int) else data
    if not isinstance(given, Mapping):
        raise BadSegment(path, 'a number is expected, or {"size": 200, "by": "district", "census": {…}}')
    if strange := given.keys() - {"size", "seed", "by", "census", "strata"}:
        raise BadSegment(f"{path}.{min(strange)}", "no such field; there is size, seed, by, census, strata")
    size = _number(given.get("size"), f"{path}.size", SIZE)
    chosen = _word(given.get("seed", seed), f"{path}.seed")
    by = given.get("by", "")
    if not by:
        if "census" in given or "strata" in given:
            raise BadSegment(f"{path}.by", f"say what the strata are: {', '.join(STRATA)}")
        return Sample(chosen, size)
    if by not in STRATA:
        raise BadSegment(f"{path}.by", f"strata are one of {', '.join(STRATA)}")
    strata = _strata(given, size, path)
    return Sample(chosen, size, by, strata)


def _strata(given: Mapping[str, Data], size: int, path: str) -> tuple[Stratum, ...]:
    """Return the shares, as they were recorded or by a census."""
    for name, least in (("strata", 0), ("census", 0)):
        table = given.get(name)
        if table is None:
            continue
        if not isinstance(table, Mapping) or not table:
            raise BadSegment(f"{path}.{name}", 'a table is expected, such as {"centre": 1200, "gare": 800}')
        counts = {
            _word(key, f"{path}.{name}"): _count(value, f"{path}.{name}.{key}", least)
            for key, value in table.items()
        }
        if not sum(counts.values()):
            raise BadSegment(f"{path}.{name}", "nobody is counted there")
        return _SHARES[name](size, counts)
    raise BadSegment(f"{path}.census", "a census is needed: how many people each stratum has")


def _count(value: Data, path: str, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise BadSegment(path, "a whole number of people is expected")
    return value


_SHARES: Mapping[str, Callable[[int, dict[str, int]], tuple[Stratum, ...]]] = {
    "strata": lambda _size, counts: tuple(Stratum(*item) for item in counts.items()),
    "census": apportion,
}
