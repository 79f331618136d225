"""What is wrong with a script? Every fault with its file, its line and what to do, before anybody meets it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rapidfuzz import process

from dialogues.acts import ACTS
from dialogues.condition import COMBINATIONS, COMPARISONS, SUBJECTS, Condition, Source, leaves
from dialogues.content import Capabilities
from dialogues.definition import Act, Ask, Definition, Go, Step, Submit
from dialogues.inputs import Json
from dialogues.keys import keys_of
from dialogues.lines import Lined, Path
from dialogues.questions.recap import RecapQuestion
from dialogues.xpath import fault, variables


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: where, what, and what to do about it."""

    file: str
    line: int
    what: str
    #: a grave fault keeps the script from being loaded; the others are reported
    grave: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'' if self.grave else 'note: '}{self.what}"


def review(script: Lined, definition: Definition, others: Collection[str] | None = None) -> list[Finding]:
    """Return every fault of one script, in the order of its lines; `others` are the dialogues it may go to."""
    reviewer = _Reviewer(script, definition, others)
    return sorted(reviewer.findings())


@dataclass(frozen=True, slots=True)
class _Reviewer:
    script: Lined
    definition: Definition
    others: Collection[str] | None = None

    def findings(self) -> Iterator[Finding]:
        yield from self._twins()
        if self.definition.draft:
            yield from self._sentence(self.definition.title, ("title",))
        for place, step in enumerate(self.definition.steps):
            path: Path = ("steps", place)
            yield from self._ways(step, place, path)
            yield from self._condition(step.when, place, (*path, "when"))
            yield from self._own(step, place, path)
            for key in sorted(keys_of(step)):
                yield from self._sentence(key, path)
        yield from self._unreachable()

    def _found(self, path: Path, what: str, *, grave: bool = True) -> Finding:
        return Finding(self.script.file, self.script.line(path), what, grave)

    def _twins(self) -> Iterator[Finding]:
        for place, step in enumerate(self.definition.steps):
            if self.definition.places[step.id] != place:
                yield self._found(("steps", place), f"a step {step.id!r} stands twice: rename one of them")
        if not self.definition.steps:
            yield self._found(("steps",), "the dialogue has no step: write at least one")

    def _sentence(self, key: str, path: Path) -> Iterator[Finding]:
        """Check that the first language says it; the catalogue checks the others."""
        book = self.definition.phrasebook
        if not key.endswith(".aliases") and not book.has(key):
            where = f"messages/{book.default}.yml, or here as text: {{{book.default}: …}}"
            yield self._found(path, f"no sentence {key!r} in {book.default!r}: write it in {where}")

    def _ways(self, step: Step, place: int, path: Path) -> Iterator[Finding]:
        for jump in step.next:
            target = self.definition.places.get(jump.to)
            if target is None:
                yield self._found((*path, "next"), f"next: there is no step {jump.to!r}")
            elif target <= place:
                what = f"next: {step.id!r} jumps back to {jump.to!r}, a loop: a dialogue only goes forward"
                yield self._found((*path, "next"), what)
            yield from self._condition(jump.when, place + 1, (*path, "next"))

    def _condition(self, condition: Condition | None, place: int, path: Path) -> Iterator[Finding]:
        source = condition.source if condition is not None else {}
        for what in _misformed(source) if condition is not None else ():
            yield self._found(path, what)
            return
        for leaf in leaves(source):
            if "answer" in leaf:
                yield from self._answer(leaf, place, path)
            elif "xpath" in leaf:
                yield from self._variables(leaf["xpath"], place, path)
            elif "channel" in leaf and leaf["channel"] not in Capabilities.__slots__:
                names = ", ".join(Capabilities.__slots__)
                yield self._found(path, f"no channel capability {leaf['channel']!r}: use one of {names}")

    def _variables(self, expression: str, place: int, path: Path) -> Iterator[Finding]:
        """Check that an expression looks at earlier answers only."""
        for name in variables(expression):
            earlier = self.definition.places.get(name, place)
            if earlier >= place or not isinstance(self.definition.steps[earlier], Ask):
                yield self._found(path, f"the expression asks for ${name}, which no earlier step asks")

    def _answer(self, leaf: Source, place: int, path: Path) -> Iterator[Finding]:
        """Check one comparison with an earlier answer."""
        earlier = self.definition.places.get(leaf["answer"])
        step = self.definition.steps[earlier] if earlier is not None else None
        if not isinstance(step, Ask) or earlier is None or earlier >= place:
            yield self._found(path, f"the condition asks for {leaf['answer']!r}, which no earlier step asks")
        elif step.choices and not step.choices_from and "is" in leaf:
            values = [choice.value for choice in step.choices]
            if leaf["is"] not in values:
                yield self._found(
                    path, f"{leaf['is']!r} is no choice of {step.id!r}: use one of {', '.join(values)}"
                )

    def _own(self, step: Step, place: int, path: Path) -> Iterator[Finding]:
        """Check what only this kind of step says."""
        match step:
            case Act() if step.act not in ACTS:
                yield self._found((*path, "act"), f"no act {step.act!r}: use one of {', '.join(ACTS)}")
            case Go() if self.others is not None and step.dialogue not in {
                *self.others,
                self.definition.name,
            }:
                near = process.extractOne(step.dialogue, list(self.others), score_cutoff=60)
                hint = (
                    f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(sorted(self.others))}"
                )
                yield self._found((*path, "go"), f"there is no dialogue {step.dialogue!r}: {hint}")
            case Submit():
                for field, source in step.values.items():
                    if self.definition.places.get(source, place) > place:
                        yield self._found((*path, "values", field), f"{source!r} comes after this step")
            case Ask():
                yield from self._question(step, place, path)

    def _question(self, step: Ask, place: int, path: Path) -> Iterator[Finding]:
        if isinstance(step.question, RecapQuestion):
            yield from self._recap(step, place, path)
        if step.question.name in ("choice", "choices") and not (step.choices or step.choices_from):
            yield self._found(path, f"{step.id!r} offers nothing to choose: add choices or choices_from")
        later = self.definition.places.get(step.otherwise.get("words", step.id), -1)
        if step.otherwise and (later <= place or "value" not in step.otherwise):
            what = "otherwise: give {value: …, words: …}, where words names a question that comes later"
            yield self._found((*path, "otherwise"), what)
        if step.constraint is not None:
            where: Path = (*path, "constraint")
            yield from self._variables(step.constraint.expression.written, place, where)
        yield from self._assumption(step, place, (*path, "assume"))
        values = [choice.value for choice in step.choices]
        for value in {value for value in values if values.count(value) > 1}:
            yield self._found((*path, "choices"), f"the choice {value!r} stands twice")
        for choice in step.choices:
            yield from self._condition(choice.when, place, (*path, "choices"))

    def _assumption(self, step: Ask, place: int, path: Path) -> Iterator[Finding]:
        rule = step.assume
        if rule is None:
            return
        yield from self._condition(rule.when, place, path)
        if sum([rule.value is not None, bool(rule.shorten), bool(rule.known)]) != 1:
            yield self._found(path, "assume: give one of value, shorten and known")
        elif rule.shorten and (rule.length < 1 or self.definition.places.get(rule.shorten, place) >= place):
            yield self._found(
                path, "assume: shorten names an earlier step, and length how many characters stay"
            )

    def _recap(self, step: Ask, place: int, path: Path) -> Iterator[Finding]:
        for choice in step.choices:
            target = self.definition.places.get(choice.value, place)
            if choice.value != "ok" and (
                target >= place or not isinstance(self.definition.steps[target], Ask)
            ):
                yield self._found(
                    (*path, "choices"), f"the recap corrects {choice.value!r}, which no earlier step asks"
                )

        earlier = self.definition.steps[:place]
        texts = {one.id for one in earlier if isinstance(one, Ask) and one.question.name == "text"}
        for part in sorted(set(step.adds) - texts):
            yield self._found((*path, "adds"), f"adds: no earlier step asks {part!r} in free words")

    def _unreachable(self) -> Iterator[Finding]:
        reached = _reached(self.definition)
        for place, step in enumerate(self.definition.steps):
            if place not in reached:
                what = f"no way leads to {step.id!r}: remove it, or a jump that passes it"
                yield self._found(("steps", place), what)


def _misformed(condition: Json) -> Iterator[str]:
    """Yield what is wrong with the form of a condition."""
    known = {*SUBJECTS, *COMBINATIONS, *COMPARISONS}
    if not isinstance(condition, dict) or not condition:
        yield "a condition is a mapping: {answer: step, is: value}"
    elif unknown := sorted(set(condition) - known):
        yield f"a condition does not know {unknown[0]!r}: use {', '.join(sorted(known))}"
    elif len([key for key in condition if key in (*SUBJECTS, *COMBINATIONS)]) != 1:
        yield f"a condition has one of {', '.join((*SUBJECTS, *COMBINATIONS))}"
    else:
        yield from _misformed_parts(condition)


def _misformed_parts(condition: Source) -> Iterator[str]:
    for name in ("all", "any"):
        parts = condition.get(name, [])
        if not isinstance(parts, list) or (name in condition and not parts):
            yield f"{name}: give a list of conditions"
        else:
            for part in parts:
                yield from _misformed(part)
    if "not" in condition:
        yield from _misformed(condition["not"])
    for name in ("at_least", "at_most"):
        if name in condition and not isinstance(condition[name], int | float):
            yield f"{name}: give a number"
    if "xpath" in condition:
        found = fault(condition["xpath"]) if isinstance(condition["xpath"], str) else "give an expression"
        if found is not None:
            yield f"xpath: {found}"
    if "in" in condition and not isinstance(condition["in"], list):
        yield "in: give a list of values"


def _reached(definition: Definition) -> set[int]:
    """Return the places that some way from the start leads to."""
    reached: set[int] = set()
    ways = [0]
    while ways:
        place = ways.pop()
        if place in reached or place >= len(definition.steps):
            continue
        reached.add(place)
        step = definition.steps[place]
        ways += [definition.places[jump.to] for jump in step.next if jump.to in definition.places]
        ends = isinstance(step, Go) and step.when is None
        if not ends and (not step.next or step.next[-1].when is not None):
            ways.append(place + 1)
        if step.when is not None:
            ways.append(place + 1)
    return reached
