"""Which look-ups can a session meet before it waits again? Known at load, so that the caller fetches them first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogues.definition import Ask, Lookup, Step


def needs_of(steps: Sequence[Step], places: Mapping[str, int]) -> Mapping[str | None, frozenset[str]]:
    """Return for each question, and for the start (None), the names to look up with the next input."""
    needs: dict[str | None, frozenset[str]] = {None: frozenset(_ahead(0, steps, places, set()))}
    for place, step in enumerate(steps):
        if isinstance(step, Ask):
            ahead = _after(place, steps, places, set()) | _own(step)
            needs[step.id] = frozenset(ahead | lists_of(steps[: place + 1]))
    return needs


def lists_of(steps: Sequence[Step]) -> frozenset[str]:
    """Return the lists that asking one of these steps again shows; what a look-up found stays in the session."""
    asked = [step for step in steps if isinstance(step, Ask)]
    shown = {name for step in asked for name in (step.choices_from, step.suggest) if name}
    return frozenset(shown - {step.id for step in steps if isinstance(step, Lookup)})


def _own(step: Ask) -> set[str]:
    return {step.blocked_by} if step.blocked_by else set()


def _after(place: int, steps: Sequence[Step], places: Mapping[str, int], seen: set[int]) -> set[str]:
    """Return what may be met on any way on from a step."""
    ways = [places[jump.to] for jump in steps[place].next if jump.to in places]
    if not steps[place].next or steps[place].next[-1].when is not None:
        ways.append(place + 1)
    return set().union(*(_ahead(way, steps, places, seen) for way in ways))


def _ahead(place: int, steps: Sequence[Step], places: Mapping[str, int], seen: set[int]) -> set[str]:
    """Return what may be met from a step on; a question may be answered already, so the way goes past it."""
    if place >= len(steps) or place in seen:
        return set()
    seen.add(place)
    step = steps[place]
    here = {step.pick.get("from", step.id)} if isinstance(step, Lookup) else set()
    if isinstance(step, Ask):
        assumed = step.assume.known if step.assume else None
        here |= {name for name in (step.choices_from, step.suggest, assumed) if name}
    return here | (set() if _stops(step) else _after(place, steps, places, seen))


def _stops(step: Step) -> bool:
    """Tell whether no input passes this step without answering it first: a recap is always asked."""
    return isinstance(step, Ask) and step.question.name == "recap"
