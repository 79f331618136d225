"""What may staff write in a survey? Its frame, and steps of the language of scripts: notes and questions, with conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.channels.legibility import unturned
from dialogues.inputs import Json
from dialogues.lines import Lined, Path, read_lined
from dialogues.source import Text

#: what a survey may be called: it stands in links (Telegram: 64 signs) and is typed by hand
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}", re.ASCII)

#: what begins the name of its dialogue
PREFIX = "survey-"

#: question types of surveys
TYPES = ("text", "choice", "choices", "yesno", "scale", "number", "date", "location", "photo")

#: what a survey's question may set, beside what its type knows
ASKS = frozenset(
    """ask type text choices optional example hint nudge public when constraint constraint_message
    min max min_words min_length max_length low high nps minimum maximum decimal unit earliest latest""".split()
)
SAYS = frozenset(("say", "text", "when", "apart"))

#: names of steps that every survey gets
RESERVED = frozenset(("_review", "_thanks", "correcting", "submit_survey"))

#: ends of the only scale that an NPS is counted on
NPS = (0, 10)

#: most characters of an option, which is tapped or read in a list
LONGEST_OPTION = 200

#: most questions: a phone is no form
MOST = 60


class Form(BaseModel):
    """A survey as staff wrote it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    survey: str
    title: dict[str, str]
    anonymous: bool = False
    #: finished responses after which nobody new is taken
    quota: int | None = None
    #: first and last day, in the territory's time zone
    opens: date | None = None
    closes: date | None = None
    #: said at the end
    thanks: Text | None = None
    #: whether those who answered are told, once it is closed, how many they were
    summary: bool = False
    steps: list[dict[str, Any]]

    @property
    def dialogue(self) -> str:
        """The name of its dialogue."""
        return PREFIX + self.survey

    @property
    def questions(self) -> Sequence[Mapping[str, Json]]:
        """Its steps that wait for an answer."""
        return [step for step in self.steps if "ask" in step]

    def plain(self) -> dict[str, Json]:
        """Return it as YAML or JSON would hold it, without what is not set."""
        return self.model_dump(mode="json", exclude_defaults=True)


def read_form(file: str, text: str) -> tuple[Form, Lined]:
    """Read a survey in YAML. Raise BadScript at the line of its first fault."""
    lined = read_lined(file, text)
    return check_form(lined), lined


def check_form(lined: Lined) -> Form:
    """Return the form of plain values, without the signs that turn a direction. Raise BadScript at its first fault."""
    if not isinstance(lined.data, dict):
        raise lined.error((), "give a mapping that begins with survey: its-name")
    try:
        form = Form.model_validate(_straight(lined.data))
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "the survey"
        raise lined.error(first["loc"], f"{name}: {first['msg'].lower()}") from error
    for path, what in _faults(form):
        raise lined.error(path, what)
    return form


def _straight(value: Any) -> Any:
    match value:
        case str():
            return unturned(value)
        case dict():
            return {name: _straight(one) for name, one in value.items()}
        case list():
            return [_straight(one) for one in value]
    return value


def _faults(form: Form) -> Iterator[tuple[Path, str]]:
    if not SLUG.fullmatch(form.survey):
        yield ("survey",), "survey: use small letters without accents, digits and -, 40 at most"
    if not form.title:
        yield ("title",), "title: give one for each language, {fr: …}"
    if form.quota is not None and form.quota < 1:
        yield ("quota",), "quota: give at least 1, or leave it out"
    if form.opens and form.closes and form.closes < form.opens:
        yield ("closes",), "closes: this day comes before the one that it opens on"
    if form.summary and form.anonymous:
        yield (
            ("summary",),
            "summary: nobody knows who answered an anonymous survey: take summary or anonymous out",
        )
    if not form.questions:
        yield ("steps",), "steps: a survey asks at least one question"
    if len(form.questions) > MOST:
        yield ("steps",), f"steps: ask {MOST} questions at most, and few is better"
    for place, step in enumerate(form.steps):
        yield from _step_faults(step, ("steps", place), form)


def _step_faults(step: Mapping[str, Json], path: Path, form: Form) -> Iterator[tuple[Path, str]]:
    allowed = ASKS if "ask" in step else SAYS if "say" in step else frozenset[str]()
    if not allowed:
        yield path, "a survey's step begins with ask or say"
        return
    name = step.get("ask", step.get("say"))
    if not isinstance(name, str) or not name or name in RESERVED:
        yield path, f"give the step another name than {name!r}"
    for field in sorted(step.keys() - allowed):
        yield (*path, field), f"a survey knows no {field}: use some of {', '.join(sorted(allowed))}"
    if not isinstance(step.get("text"), dict):
        yield path, f"text: write the sentence of {name} here, by language: {{fr: …}}"
    if "ask" in step:
        yield from _ask_faults(step, path, form)


def _ask_faults(step: Mapping[str, Json], path: Path, form: Form) -> Iterator[tuple[Path, str]]:
    kind = step.get("type")
    if kind not in TYPES:
        yield (*path, "type"), f"type: a survey does not ask for {kind!r}: use one of {', '.join(TYPES)}"
    if kind == "photo" and form.anonymous:
        yield (*path, "type"), "type: a photo leads to who took it: an anonymous survey asks for none"
    if "nps" in step and (kind != "scale" or not isinstance(step["nps"], bool)):
        yield (*path, "nps"), "nps: give true or false, to a scale"
    elif step.get("nps") and (step.get("low"), step.get("high")) != NPS:
        yield (*path, "nps"), "nps: it is counted on a scale of low: 0 and high: 10"
    yield from _choice_faults(step, path)


def _choice_faults(step: Mapping[str, Json], path: Path) -> Iterator[tuple[Path, str]]:
    choices: Any = step.get("choices") or ()
    for place, choice in enumerate(choices):
        if not isinstance(choice, dict) or not isinstance(choice.get("label"), dict):
            yield (*path, "choices", place), "choices: give each {value: …, label: {fr: …}}"
            return
        if any(len(str(label)) > LONGEST_OPTION for label in choice["label"].values()):
            yield (*path, "choices", place), f"choices: {LONGEST_OPTION} characters at most in an option"
    if len(choices) == 1 and step.get("type") in ("choice", "choices") and not acknowledges(choices):
        yield (*path, "choices"), f"choices: {step['ask']} offers a single one: give two at least"
    if twin := find_twins(choices):
        yield (*path, "choices"), f"choices: two of {step['ask']} read the same: {twin}"


def acknowledges(choices: Sequence[Any]) -> bool:
    """Tell whether a question only asks to be read: its one choice is OK."""
    return [choice.get("value") for choice in choices] == ["OK"]


def reads_as(label: str) -> str:
    """Return what is the same of two labels that nobody tells apart."""
    return " ".join(label.split()).casefold().strip(" .!?")


def find_twins(choices: Sequence[Any]) -> str:
    """Return a label that two choices have in one language, whatever its case; "" for none."""
    seen: set[tuple[str, str]] = set()
    for choice in choices:
        for language, label in choice["label"].items():
            key = (language, reads_as(str(label)))
            if key in seen and key[1]:
                return str(label)
            seen.add(key)
    return ""
