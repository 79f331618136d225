"""What is said in each language, and what is still missing? Every sentence of a survey, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.participation.surveys.sketch import Sketch, Step, id_of
from bot.participation.surveys.wording_places import kept, shown

#: what a sentence is in its question
Part = Literal["title", "text", "hint", "example", "nudge", "constraint_message", "option", "thanks"]

#: fields of a step that hold sentences
FIELDS: Sequence[Part] = ("text", "hint", "example", "nudge", "constraint_message")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, wherever it stands; its key names it in a form."""

    key: str
    part: Part
    #: the step that says it, "" for none
    step: str
    texts: Mapping[str, Any]

    def said(self, language: str) -> str:
        """Return it as staff read it, "" where it is missing."""
        return shown(self.texts.get(language))


def sentences(sketch: Sketch) -> Iterator[Sentence]:
    """Yield every sentence, in the order that residents meet them."""
    yield Sentence("title", "title", "", sketch.title)
    for step in sketch.steps:
        yield from _of_step(step)
    if sketch.thanks:
        yield Sentence("thanks", "thanks", "", sketch.thanks)


def _of_step(step: Step) -> Iterator[Sentence]:
    id = id_of(step)
    for name in FIELDS:
        if isinstance(step.get(name), dict) and (step[name] or name == "text"):
            yield Sentence(f"{id}/{name}", name, id, step[name])
    for choice in step.get("choices") or ():
        yield Sentence(f"{id}/option/{choice['value']}", "option", id, choice.get("label") or {})


def completeness(sketch: Sketch, languages: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return for each language how many sentences it has, of how many the first one has."""
    wanted = [one for one in sentences(sketch) if one.said(languages[0])]
    return {tongue: (sum(bool(one.said(tongue)) for one in wanted), len(wanted)) for tongue in languages}


def holes(sketch: Sketch, languages: Sequence[str]) -> dict[str, int]:
    """Return how many sentences each language lacks that the first one has; those that lack none are left out."""
    found = completeness(sketch, languages)
    return {tongue: total - there for tongue, (there, total) in found.items() if there < total}


def translate(sketch: Sketch, language: str, written: Mapping[str, str]) -> Sketch:
    """Return the sketch with these sentences in a language, by key; an empty one is taken away."""
    places = [id_of(step) for step in sketch.questions]

    def put(key: str, texts: Mapping[str, Any]) -> dict[str, Any]:
        if key not in written:
            return dict(texts)
        others = {tongue: text for tongue, text in texts.items() if tongue != language}
        text = written[key].strip()
        return {**texts, language: kept(texts.get(language), text, places)} if text else others

    def one(step: Step) -> Step:
        id = id_of(step)
        changed: dict[str, Any] = {
            n: put(f"{id}/{n}", step[n]) for n in FIELDS if isinstance(step.get(n), dict)
        }
        choices = [
            {**c, "label": put(f"{id}/option/{c['value']}", c["label"])} for c in step.get("choices") or ()
        ]
        return {**step, **changed, **({"choices": choices} if choices else {})}

    return replace(
        sketch,
        title=put("title", sketch.title),
        thanks=put("thanks", sketch.thanks),
        steps=[one(step) for step in sketch.steps],
    )
