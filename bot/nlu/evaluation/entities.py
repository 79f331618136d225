"""Is what sentences name found in them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.evaluation.scores import share
from bot.nlu.evaluation.trial import Trial
from bot.nlu.understanding import Entity


@dataclass(frozen=True, slots=True)
class Finding:
    """How entities of one kind fare; one that overlaps what is marked is found."""

    kind: str
    marked: int
    found: int

    @property
    def recall(self) -> float:
        """Share of what is marked that was found."""
        return share(self.found, self.marked)


def findings(trials: Sequence[Trial]) -> tuple[Finding, ...]:
    """Return how each kind that sentences mark fares; what is found beside is not counted: not all is marked."""
    marked, found = Counter[str](), Counter[str]()
    for trial in trials:
        for entity in trial.sentence.entities:
            marked[entity.kind] += 1
            found[entity.kind] += any(_same(entity, other) for other in trial.understanding.entities)
    return tuple(Finding(kind, count, found[kind]) for kind, count in sorted(marked.items()))


def _same(entity: Entity, other: Entity) -> bool:
    return entity.kind == other.kind and entity.start < other.end and other.start < entity.end
