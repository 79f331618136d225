"""Who is drawn? The same people for the same seed, whatever the store and the order they come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from storage.segments.condition import Sample


def draw(sample: Sample, people: Mapping[str, str]) -> frozenset[str]:
    """Return whom a sample takes of these people (id → stratum); fewer than wanted where there are no more."""
    if not sample.strata:
        return frozenset(_first(sample.seed, people, sample.size))
    strata: dict[str, list[str]] = defaultdict(list)
    for person, stratum in people.items():
        strata[stratum].append(person)
    drawn = (_first(sample.seed, strata[one.value], one.size) for one in sample.strata)
    return frozenset(person for part in drawn for person in part)


def shortfall(sample: Sample, people: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Return the strata that have too few people: stratum → (wanted, there)."""
    counted: dict[str, int] = defaultdict(int)
    for stratum in people.values():
        counted[stratum] += 1
    return {s.value: (s.size, counted[s.value]) for s in sample.strata if counted[s.value] < s.size}


def _first(seed: str, people: Iterable[str], size: int) -> list[str]:
    return sorted(people, key=lambda person: _lot(seed, person))[:size]


def _lot(seed: str, person: str) -> tuple[bytes, str]:
    return blake2b(f"{seed}\0{person}".encode(), digest_size=8).digest(), person
