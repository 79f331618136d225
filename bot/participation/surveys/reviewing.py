"""May this survey be opened? What is missing or wrong, beside the question concerned, and what would be better otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from bot.errors import PalabreError
from bot.participation.surveys.asking_rule import read_rule, rules_on
from bot.participation.surveys.form import (
    LONGEST_OPTION,
    MOST,
    NPS,
    SLUG,
    Form,
    acknowledges,
    check_form,
    find_twins,
)
from bot.participation.surveys.framing import compile_form
from bot.participation.surveys.question_fields import OFFERING
from bot.participation.surveys.sketch import Sketch, Step, id_of, written
from bot.participation.surveys.translation import holes
from bot.participation.surveys.wording_places import shown
from dialogues.definition import Definition
from dialogues.errors import BadScript
from dialogues.lines import Lined, Path
from dialogues.phrasebook import Phrasebook
from dialogues.reading.lexicon import Lexicon

#: questions after which many people leave (docs/surveys.md: few is better)
MANY = 12

#: options that a phone shows at once (norms §4: ten rows of a list)
ROWS = 10

#: characters of an option after which a number stands for it (norms §4: 24 in a row, 72 under it)
LONG_OPTION = 72

#: what may wait without anybody saying so again: a translation has its own tick, an SMS without a photo loses nothing
QUIET = ("holes", "photo_by_sms")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at one place, as the key of a sentence."""

    what: str
    #: step that it is about; "" for the survey as a whole
    step: str = ""
    #: a grave one keeps the survey from being opened
    grave: bool = True
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was found; the form and its dialogue where nothing grave was."""

    findings: Sequence[Finding]
    form: Form | None = None
    definition: Definition | None = None

    @property
    def grave(self) -> Sequence[Finding]:
        """What keeps it from being opened."""
        return [one for one in self.findings if one.grave]

    @property
    def odd(self) -> Sequence[Finding]:
        """What could be opened, and is hardly meant: whoever opens says that it is."""
        return [one for one in self.findings if not one.grave and one.what not in QUIET]

    def of(self, step: str) -> Sequence[Finding]:
        """Return what is about a step."""
        return [one for one in self.findings if one.step == step]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a survey is looked at with."""

    phrasebook: Phrasebook
    lexicons: Mapping[str, Lexicon]
    languages: Sequence[str]
    today: date
    #: what was promised when it was opened; None for a survey that never was
    anonymous: bool | None = None


def review(sketch: Sketch, ground: Ground) -> Reviewed:
    """Return everything that is wrong, and the dialogue when nothing keeps it from being played."""
    findings = [*_frame(sketch, ground), *_steps(sketch, ground)]
    if any(one.grave and one.what != "holes" and one.what != "closed_already" for one in findings):
        return Reviewed(findings)
    lines: dict[Path, int] = {("steps", place): place + 1 for place in range(len(sketch.steps))}
    try:
        lined = Lined("survey", written(sketch), lines)
        form = check_form(lined)
        definition = compile_form(form, ground.phrasebook, ground.lexicons, lined)
    except BadScript as error:
        return Reviewed([*findings, _other(sketch, error)])
    except (PalabreError, ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        return Reviewed([*findings, Finding("other", params={"part": str(error)})])
    return Reviewed(findings, form, definition)


def _other(sketch: Sketch, error: BadScript) -> Finding:
    """Return what only the review of scripts saw, at the step of its line."""
    there = 0 < error.line <= len(sketch.steps) and "steps" not in error.what.split(":")[0]
    return Finding("other", id_of(sketch.steps[error.line - 1]) if there else "", params={"part": error.what})


def _frame(sketch: Sketch, ground: Ground) -> Iterator[Finding]:
    first = ground.languages[0]
    if not sketch.title.get(first):
        yield Finding("no_title")
    if not SLUG.fullmatch(sketch.name):
        yield Finding("bad_name")
    if not sketch.questions:
        yield Finding("no_question")
    if len(sketch.questions) > MOST:
        yield Finding("too_many", params={"most": MOST})
    elif len(sketch.questions) > MANY:
        yield Finding("many", grave=False, params={"count": len(sketch.questions)})
    yield from _promises(sketch, ground)
    for language, count in holes(sketch, ground.languages).items():
        yield Finding("holes", grave=not sketch.falls_back, params={"language": language, "count": count})


def _promises(sketch: Sketch, ground: Ground) -> Iterator[Finding]:
    """Check the days, and what residents are promised."""
    if sketch.opens and sketch.closes and sketch.closes < sketch.opens:
        yield Finding("closes_first")
    elif sketch.closes and sketch.closes < ground.today.isoformat():
        yield Finding("closed_already")
    if ground.anonymous is not None and ground.anonymous != sketch.anonymous:
        yield Finding("promise")
    if sketch.anonymous and sketch.summary:
        yield Finding("summary_to_nobody")


def _steps(sketch: Sketch, ground: Ground) -> Iterator[Finding]:
    twins = {id for id, count in Counter(map(id_of, sketch.steps)).items() if count > 1}
    for step in sketch.steps:
        id = id_of(step)
        if id in twins:
            yield Finding("twin", id)
        if not shown((step.get("text") or {}).get(ground.languages[0])):
            yield Finding("no_text", id)
        if step.get("type") == "photo":
            yield Finding(
                "anonymous_photo" if sketch.anonymous else "photo_by_sms", id, grave=sketch.anonymous
            )
        yield from _options(step, id, ground.languages[0])
        yield from _limits(step, id)
        yield from _rule(sketch, step, id)


def _options(step: Step, id: str, first: str) -> Iterator[Finding]:
    if step.get("type") not in OFFERING:
        return
    choices = step.get("choices") or ()
    labels = [shown(choice["label"].get(first)) for choice in choices]
    if len(choices) < 2 and not acknowledges(choices):
        yield Finding("few_options", id)
    if "" in labels:
        yield Finding("empty_option", id)
    if twin := find_twins(choices):
        yield Finding("twin_options", id, params={"option": twin})
    longest = max(map(len, labels), default=0)
    if longest > LONGEST_OPTION:
        yield Finding("endless_option", id, params={"count": longest, "most": LONGEST_OPTION})
    elif longest > LONG_OPTION:
        yield Finding("long_option", id, grave=False, params={"count": longest})
    if len(choices) > ROWS:
        yield Finding("many_options", id, grave=False, params={"count": len(choices), "rows": ROWS})


def _limits(step: Step, id: str) -> Iterator[Finding]:
    for low, high in (("min", "max"), ("low", "high"), ("minimum", "maximum"), ("earliest", "latest")):
        least, most = step.get(low), step.get(high)
        if isinstance(least, str) != isinstance(most, str) or "today" in (least, most) or not most:
            continue
        if least is not None and least >= most and not (low in ("min", "minimum") and least == most):
            yield Finding("limits", id)
    if step.get("nps") and (step.get("low"), step.get("high")) != NPS:
        yield Finding("nps", id)
    if step.get("min") and step.get("choices") and int(step["min"]) > len(step["choices"]):
        yield Finding("too_few_to_choose", id)


def _rule(sketch: Sketch, step: Step, id: str) -> Iterator[Finding]:
    """Check that the answer that decides is asked before, and still offers what decides."""
    rule = read_rule(step["when"]) if step.get("when") else None
    if rule is None:
        return
    before = {id_of(one): one for one in sketch.before(id)}
    if rule.step not in before:
        later = any(id_of(one) == rule.step for one in sketch.steps)
        yield Finding("rule_later" if later else "rule_gone", id)
    elif rule.relation in ("is", "not", "has", "has_not") and rule.value not in {
        one.value for one in rules_on(before[rule.step])
    }:
        yield Finding("rule_value", id)
