"""What may a script say? The shape of a YAML script, checked by pydantic before anything is built from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

#: the key of a sentence, or the sentence itself in each language
Text = str | dict[str, Any]


class Part(BaseModel):
    """Base of every part of a script: a field nobody knows is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class JumpSource(Part):
    """One of several ways on."""

    to: str
    when: dict[str, Any] | None = None


class StepSource(Part):
    """What every step may say."""

    when: dict[str, Any] | None = None
    next: str | list[JumpSource] | None = None


class SaySource(StepSource):
    """`say: id`."""

    say: str
    text: Text | None = None
    apart: bool = False
    count: str = ""


class ChoiceSource(Part):
    """One option of a question."""

    value: str
    label: Text | None = None
    #: other words for it, between commas
    aliases: dict[str, str] = {}
    when: dict[str, Any] | None = None


class AssumeSource(Part):
    """What is taken without asking: one of a value, a text step cut short, something known."""

    value: Any = None
    shorten: str = ""
    length: int = 0
    known: str = ""
    when: dict[str, Any] | None = None


class AskSource(StepSource):
    """`ask: id`; what the question type itself allows is checked by that type."""

    model_config = ConfigDict(extra="allow", frozen=True)

    ask: str
    type: str
    text: Text | None = None
    choices: list[ChoiceSource | str] = []
    choices_from: str | None = None
    suggest: str | None = None
    optional: bool = False
    assume: AssumeSource = AssumeSource()
    progress: str = ""
    example: Text | None = None
    hint: Text | None = None
    nudge: Text | None = None
    topic: Text | None = None
    blocked_by: str | None = None
    otherwise: dict[str, str] = {}
    gathers: str = ""
    adds: list[str] = []
    fallback: str = ""
    wishes: bool = False
    public: bool = False
    constraint: str = ""
    constraint_message: Text | None = None


class LookupSource(StepSource):
    """`lookup: name`."""

    lookup: str
    pick: dict[str, str] = {}


class SubmitSource(StepSource):
    """`submit: kind`."""

    submit: str
    values: dict[str, str]


class ActSource(StepSource):
    """`act: name`."""

    act: str


class GoSource(StepSource):
    """`go: dialogue`."""

    go: str
    given: dict[str, str] = {}
    named: str = ""
    carries: str = ""


class ScriptSource(Part):
    """A whole script; each step is checked by the source of its kind."""

    dialogue: str
    title: Text | None = None
    draft: bool = False
    interlude: bool = False
    yields: bool = False
    asides: bool = False
    survey: str = ""
    discreet: bool = False
    steps: list[dict[str, Any]]
    #: sentences of this script alone, by language and key
    texts: dict[str, dict[str, Any]] = {}


#: first word of a step → what it may say
STEP_SOURCES: Mapping[str, type[StepSource]] = {
    "say": SaySource,
    "ask": AskSource,
    "lookup": LookupSource,
    "submit": SubmitSource,
    "act": ActSource,
    "go": GoSource,
}
