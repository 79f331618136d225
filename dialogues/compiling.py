"""How does a script become a definition? Field by field, every fault told with its line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pydantic import TypeAdapter, ValidationError
from rapidfuzz import process

from dialogues.condition import Condition, Source, condition
from dialogues.definition import (
    Act,
    Ask,
    Assumption,
    Choice,
    Constraint,
    Definition,
    Go,
    Jump,
    Lookup,
    Say,
    Step,
    Submit,
)
from dialogues.errors import BadScript
from dialogues.inputs import Json
from dialogues.keys import keys_of
from dialogues.lines import Lined, Path
from dialogues.needs import needs_of
from dialogues.phrasebook import Entry, Phrasebook
from dialogues.questions.shape import Question
from dialogues.questions.table import QUESTIONS
from dialogues.reading.lexicon import Lexicon
from dialogues.source import (
    STEP_SOURCES,
    AskSource,
    AssumeSource,
    ChoiceSource,
    ScriptSource,
    StepSource,
    Text,
)
from dialogues.xpath import Expression


@dataclass(slots=True)
class Compiler:
    """Builds one definition; `texts` gathers the sentences that the script writes inline."""

    script: Lined
    texts: dict[str, dict[str, Entry]] = field(default_factory=dict)

    def source(self, model: type[Any], data: Json, path: Path) -> Any:
        """Return the data as the model, or raise BadScript at the line of its first fault."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            raise self._fault(error, path, list(model.model_fields)) from error

    def _fault(self, error: ValidationError, path: Path, known: list[str]) -> BadScript:
        first = error.errors()[0]
        where = (*path, *first["loc"])
        if first["type"] == "extra_forbidden" or first["type"] == "unexpected_keyword_argument":
            return self.script.error(where, _unknown(str(where[-1]), known))
        name = where[-1] if where else "the script"
        return self.script.error(where, f"{name}: {first['msg'].lower()}")

    def text(self, text: Text | None, key: str) -> str:
        """Return the key of a sentence, keeping an inline one under `key`."""
        if isinstance(text, str):
            return text
        for language, entry in (text or {}).items():
            self.texts.setdefault(language, {})[key] = entry
        return key

    def step(self, dialogue: str, data: Json, path: Path) -> Step:
        """Return one step."""
        kind = next((k for k in data if k in STEP_SOURCES), None) if isinstance(data, dict) else None
        if kind is None:
            raise self.script.error(path, f"a step begins with one of {', '.join(STEP_SOURCES)}")
        source = self.source(STEP_SOURCES[kind], data, path)
        return self._build(kind, dialogue, source, path)

    def _build(self, kind: str, dialogue: str, s: Any, path: Path) -> Step:
        base: dict[str, Any] = {"when": _when(s.when), "next": _jumps(s)}
        match kind:
            case "say":
                return Say(
                    s.say, self.text(s.text, f"{dialogue}.{s.say}"), apart=s.apart, count=s.count, **base
                )
            case "lookup":
                return Lookup(s.lookup, s.pick, **base)
            case "submit":
                return Submit(f"submit_{s.submit}", s.submit, s.values, **base)
            case "act":
                return Act(f"act_{path[-1]}_{s.act}", s.act, **base)
            case "go":
                return Go(f"go_{path[-1]}_{s.go}", s.go, s.given, s.named, s.carries, **base)
        return self._ask(dialogue, s, path, base)

    def _ask(self, dialogue: str, s: AskSource, path: Path, base: Mapping[str, Any]) -> Ask:
        stem = f"{dialogue}.{s.ask}"
        return Ask(
            s.ask,
            self.text(s.text, stem),
            self._question(s, path),
            choices=tuple(self._choice(stem, choice) for choice in s.choices),
            choices_from=s.choices_from,
            suggest=s.suggest,
            optional=s.optional,
            assume=_assumption(s),
            progress=s.progress,
            example=self.text(s.example, f"{stem}.example") if s.example else "",
            hint=self.text(s.hint, f"{stem}.hint") if s.hint else "",
            nudge=self.text(s.nudge, f"{stem}.nudge") if s.nudge else "",
            topic=self.text(s.topic, f"{stem}.topic") if s.topic else "",
            blocked_by=s.blocked_by,
            otherwise=s.otherwise,
            gathers=s.gathers,
            adds=tuple(s.adds),
            fallback=s.fallback,
            wishes=s.wishes,
            public=s.public,
            constraint=self._constraint(s, stem, path),
            **base,
        )

    def _constraint(self, s: AskSource, stem: str, path: Path) -> Constraint | None:
        if not s.constraint:
            return None
        try:
            expression = Expression(s.constraint)
        except ValueError as error:
            raise self.script.error((*path, "constraint"), f"constraint: {error}") from error
        message = (
            self.text(s.constraint_message, f"{stem}.constraint")
            if s.constraint_message
            else "engine.constraint"
        )
        return Constraint(expression, message)

    def _choice(self, stem: str, choice: ChoiceSource | str) -> Choice:
        if isinstance(choice, str):
            return Choice(choice, f"{stem}.{choice}")
        if choice.aliases:
            self.text(choice.aliases, f"{stem}.{choice.value}.aliases")
        return Choice(choice.value, self.text(choice.label, f"{stem}.{choice.value}"), _when(choice.when))

    def _question(self, s: AskSource, path: Path) -> Question:
        """Return the question type with what the script sets on it."""
        kind = QUESTIONS.get(s.type)
        if kind is None:
            raise self.script.error((*path, "type"), _unknown(s.type, list(QUESTIONS), "question type"))
        extra, allowed = s.model_extra or {}, [f.name for f in fields(kind)]  # type: ignore[arg-type]
        for name in extra:
            if name not in allowed:
                known = allowed + list(AskSource.model_fields)
                raise self.script.error(
                    (*path, name), _unknown(name, known, f"setting of a {s.type} question")
                )
        try:
            return TypeAdapter(kind).validate_python(extra)
        except ValidationError as error:
            raise self._fault(error, path, allowed) from error


def _when(source: Source | None) -> Condition | None:
    return None if source is None else condition(source)


def _assumption(source: AskSource) -> Assumption | None:
    s = source.assume
    if s == AssumeSource():
        return None
    return Assumption(s.value, s.shorten, s.length, s.known, _when(s.when))


def _jumps(source: StepSource) -> tuple[Jump, ...]:
    match source.next:
        case None:
            return ()
        case str(to):
            return (Jump(to),)
        case ways:
            return tuple(Jump(way.to, _when(way.when)) for way in ways)


def _unknown(name: str, known: list[str], what: str = "setting") -> str:
    near = process.extractOne(name, known, score_cutoff=60)
    return f"unknown {what} {name!r}: " + (
        f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(known)}"
    )


def compile_script(
    script: Lined, phrasebook: Phrasebook, lexicons: Mapping[str, Lexicon], *, stored: bool = False
) -> Definition:
    """Build the definition of a script. Raise BadScript with the file and line of the first fault.

    A `stored` script brings all its sentences: those of the phrasebook that have changed since are not its own.
    """
    compiler = Compiler(script)
    source: ScriptSource = compiler.source(ScriptSource, script.data, ())
    steps = tuple(compiler.step(source.dialogue, data, ("steps", i)) for i, data in enumerate(source.steps))
    places = {step.id: place for place, step in enumerate(steps)}
    title = compiler.text(source.title, f"{source.dialogue}.title")
    own = {
        language: {**source.texts.get(language, {}), **entries}
        for language, entries in compiler.texts.items()
    }
    own = {**source.texts, **own}
    snapshot = _snapshot(source, steps, title, Phrasebook(own) if stored else phrasebook.joined(own))
    return Definition(
        source.dialogue,
        hashlib.sha256(json.dumps(snapshot, sort_keys=True).encode()).hexdigest()[:12],
        title,
        steps,
        phrasebook.joined(snapshot["texts"]),
        lexicons,
        source.draft,
        source.interlude,
        source.yields,
        source.asides,
        source.survey,
        source.discreet,
        places,
        needs_of(steps, places),
        frozenset(step.id for step in steps if isinstance(step, Lookup)),
        source=snapshot,
    )


def _snapshot(source: ScriptSource, steps: tuple[Step, ...], title: str, book: Phrasebook) -> dict[str, Json]:
    """Return the script with every sentence it uses: what a session needs to finish on this version."""
    stem = f"{source.dialogue}."
    named = {title} | {key for step in steps for key in keys_of(step)}
    texts = {
        language: {k: e for k, e in entries.items() if k in named or k.startswith(stem)}
        for language, entries in book.entries.items()
    }
    return {**source.model_dump(mode="json"), "texts": texts}
