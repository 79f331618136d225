"""What is a survey while it is being written? The same parts as a form, any of which may still be missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.participation.surveys.form import Form

#: A step as scripts write it: `ask` or `say`, its text by language, and the rest
Step = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A survey that staff write; nothing is checked before `find_faults` is asked."""

    name: str
    title: Mapping[str, str] = field(default_factory=dict)
    steps: Sequence[Step] = ()
    anonymous: bool = False
    quota: int | None = None
    #: first and last day, ISO 8601, "" for none
    opens: str = ""
    closes: str = ""
    thanks: Mapping[str, Any] = field(default_factory=dict)
    #: whether those who answered are told, at the end, how many they were
    summary: bool = False
    #: whether what a language lacks may be asked in the first one
    falls_back: bool = False

    @property
    def questions(self) -> Sequence[Step]:
        """Its steps that wait for an answer."""
        return [step for step in self.steps if "ask" in step]

    def step(self, id: str) -> Step:
        """Return one step. Raise KeyError."""
        for step in self.steps:
            if id_of(step) == id:
                return step
        raise KeyError(id)

    def before(self, id: str) -> Sequence[Step]:
        """Return the questions that come before a step; all of them for one that is not there."""
        ids = [id_of(step) for step in self.steps]
        return [step for step in self.steps[: ids.index(id) if id in ids else None] if "ask" in step]

    def plain(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return asdict(self)


def id_of(step: Step) -> str:
    """Return the name of a step."""
    return str(step.get("ask") or step.get("say") or "")


def sketch_of(form: Form) -> Sketch:
    """Return what staff go on writing, of a survey that is whole."""
    thanks = form.thanks if isinstance(form.thanks, dict) else {}
    opens, closes = (day.isoformat() if day else "" for day in (form.opens, form.closes))
    return Sketch(
        form.survey, form.title, [dict(step) for step in form.steps], form.anonymous, form.quota, opens, closes,
        thanks, form.summary,
    )  # fmt: skip


def read_sketch(stored: Mapping[str, Any]) -> Sketch:
    """Return the sketch that `plain` gave."""
    return Sketch(**stored)


def written(sketch: Sketch) -> dict[str, Any]:
    """Return it as YAML or a form holds it, without what is empty."""
    whole = {
        "survey": sketch.name,
        "title": {language: text for language, text in sketch.title.items() if text},
        "anonymous": sketch.anonymous,
        "quota": sketch.quota,
        "opens": sketch.opens,
        "closes": sketch.closes,
        "thanks": {language: text for language, text in sketch.thanks.items() if text},
        "summary": sketch.summary,
        "steps": [dict(step) for step in sketch.steps],
    }
    return {name: value for name, value in whole.items() if value or name in ("title", "steps")}


def without(sketch: Sketch, id: str) -> Sketch:
    """Return the sketch without a step."""
    return replace(sketch, steps=[step for step in sketch.steps if id_of(step) != id])


def with_step(sketch: Sketch, step: Step) -> Sketch:
    """Return the sketch with one more step, the last."""
    return replace(sketch, steps=[*sketch.steps, step])


def changed(sketch: Sketch, id: str, change: Callable[[Step], Step]) -> Sketch:
    """Return the sketch with one step changed."""
    return replace(sketch, steps=[change(step) if id_of(step) == id else step for step in sketch.steps])


def moved(sketch: Sketch, id: str, place: int) -> Sketch:
    """Return the sketch with a step at another place, from 0; beyond an end, at that end."""
    step = sketch.step(id)
    rest = [one for one in sketch.steps if id_of(one) != id]
    at = min(max(place, 0), len(rest))
    return replace(sketch, steps=[*rest[:at], step, *rest[at:]])
