"""What does a draft ask, in which order, what is wrong with it, and how does a phone show it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from aiohttp import web

from bot.channels.sms.render import Sms
from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, language_of, words_of
from bot.console.segments.counting import LIVE, count
from bot.console.surveys.drafting import PASTED, Opened, look_at, mark_of, open_survey
from bot.console.surveys.phone import EMPTY, Phone, show_phone, stage_of
from bot.pages.plural import say_count
from bot.participation.surveys.asking_rule import Rule, read_rule, rules_on
from bot.participation.surveys.form import TYPES
from bot.participation.surveys.question_fields import NOTE, in_order
from bot.participation.surveys.reviewing import QUIET, Finding, Reviewed
from bot.participation.surveys.sketch import Sketch, Step, id_of
from bot.participation.surveys.translation import completeness
from bot.participation.surveys.weighing import Weight, weigh
from bot.participation.surveys.wording_places import shown
from storage.unit import Unit

#: whom a draft is priced for
EVERYONE: Mapping[str, Any] = {"everyone": True}

#: people of whom the price is told where nobody is counted
EXAMPLE = 1000


@dataclass(frozen=True, slots=True)
class Card:
    """One step of a draft as the composer shows it."""

    id: str
    number: int
    type: str
    text: str
    options: Sequence[str]
    optional: bool
    public: bool
    #: when it is asked, in words; "" for always
    rule: str
    #: (what was found, whether it keeps the survey closed)
    findings: Sequence[tuple[str, bool]]
    #: SMS that it costs with what is said before it, 0 where it cannot be drawn yet
    parts: int


@dataclass(frozen=True, slots=True)
class Check:
    """What is to be mended, or said again, before a survey is opened."""

    #: step that it is about; "" for the survey as a whole
    id: str
    text: str
    said: str


@dataclass(frozen=True, slots=True)
class Price:
    """What a draft costs by SMS."""

    #: SMS of who answers everything
    each: int
    #: who can be reached by SMS today; of a large town, whom it takes too long to count, so many as an example
    people: int
    #: None without a price
    euros: float | None
    counted: bool = True

    @property
    def whole(self) -> int:
        """SMS of all of them."""
        return self.each * self.people


async def show_survey(request: web.Request) -> web.StreamResponse:
    """Show a draft and the phone beside it."""
    return await composer_page(request, await open_survey(request))


async def composer_page(
    request: web.Request, opened: Opened, status: int = 200, phone: Phone = EMPTY, **told: Any
) -> web.Response:
    """Draw the composer; `phone` is how far somebody played."""
    desk, words, language = desk_of(request), words_of(request)["surveys"], language_of(request)
    reviewed, weight = look_closely(desk, opened)
    cards = cards_of(opened.sketch, reviewed, words, (language, desk.languages[0]), weight.steps)
    checks = partial(_checks, cards, words, language)
    shown_phone = show_phone(desk, opened, reviewed, phone)
    given: dict[str, Any] = {"typed": {}, "fault": "", "added": request.query.get("added", "")}
    given["falls_back"] = opened.sketch.falls_back
    return draw(
        request, "surveys/composer.html", status=status, opened=opened, cards=cards,
        price=await desk.database.read(partial(_price, desk=desk, each=weight.each)),
        grave=checks([one for one in reviewed.grave if one.what != "holes"]), odd=checks(reviewed.odd),
        said=checks([one for one in reviewed.findings if one.what in QUIET]),
        lacking=[one for one in reviewed.findings if one.what == "holes"],
        complete=completeness(opened.sketch, desk.languages),
        types=[(kind, words["types"][kind]) for kind in in_order(TYPES)], phone=shown_phone, tab="questions",
        languages=desk.languages, seen=mark_of(opened.sketch.plain()), most=PASTED,
        **(given | told),
    )  # fmt: skip


def look_closely(desk: Desk, opened: Opened) -> tuple[Reviewed, Weight]:
    """Return what is wrong with a draft, what it costs by SMS in the first language, and what of that is too much."""
    reviewed = look_at(desk, opened)
    if reviewed.definition is None:
        return reviewed, Weight({})
    stage = stage_of(desk, opened.sketch, reviewed.definition, "sms", desk.languages[0])
    weight = weigh(stage, Sms(desk.settings.sms_folding))
    return replace(reviewed, findings=[*reviewed.findings, *weight.findings()]), weight


def _price(unit: Unit, desk: Desk, each: int) -> Price:
    """Return what the draft would cost if everybody who can be asked by SMS were; they are counted once an hour."""
    if not each:
        return Price(0, 0, None)
    counted, price = not unit.planning.is_large(LIVE), desk.settings.sms_price
    people = (
        desk.remembered.find("askable", desk.first_hour(), partial(_askable, unit, desk))
        if counted
        else EXAMPLE
    )
    return Price(each, people, None if price is None else each * people * price, counted)


def _askable(unit: Unit, desk: Desk) -> int:
    return dict(count(unit, desk, EVERYONE, "questions").channels).get("sms", 0)


def _checks(
    cards: Sequence[Card], words: Mapping[str, Any], language: str, findings: Sequence[Finding]
) -> list[Check]:
    texts = {card.id: card.text for card in cards}
    return [Check(one.step, texts.get(one.step, ""), sentence(words, language, one)) for one in findings]


def cards_of(
    sketch: Sketch,
    reviewed: Reviewed,
    words: Mapping[str, Any],
    spoken: tuple[str, str],
    costs: Mapping[str, int],
) -> list[Card]:
    """Return a card for each step, in order; `spoken` are staff's language and residents' first, `costs` SMS by question."""
    (language, usual), cards, number = spoken, list[Card](), 0
    for step in sketch.steps:
        number += "ask" in step
        id, held = id_of(step), step.get("when")
        rule = read_rule(held) if held else None
        told = rule_sentence(words, sketch, rule, usual) if rule else words["other_rule"] if held else ""
        labels = [shown(choice["label"].get(usual)) for choice in step.get("choices") or ()]
        cards.append(
            Card(
                id, number if "ask" in step else 0, str(step.get("type", NOTE)), shown(step["text"].get(usual)),
                labels, bool(step.get("optional")), bool(step.get("public")), told,
                [(sentence(words, language, one), one.grave) for one in reviewed.of(id)], costs.get(id, 0),
            )
        )  # fmt: skip
    return cards


def sentence(words: Mapping[str, Any], language: str, finding: Finding) -> str:
    """Return what was found, in one sentence."""
    params: dict[str, Any] = dict(finding.params)
    if "language" in params:
        params["language"] = words["languages"].get(params["language"], params["language"])
    return say_count(words["findings"][finding.what], params.pop("count", 0), language, **params)


def rule_sentence(words: Mapping[str, Any], sketch: Sketch, rule: Rule, language: str) -> str:
    """Return a rule in words: "si la réponse à « … » est « … »"."""
    asked = next((step for step in sketch.questions if id_of(step) == rule.step), None)
    question = shown(asked["text"].get(language)) if asked else rule.step
    return str(words["rules"][rule.relation]).format(
        question=question, value=value_label(words, asked, rule, language)
    )


def value_label(words: Mapping[str, Any], asked: Step | None, rule: Rule, language: str) -> str:
    """Return what a rule compares with as residents read it."""
    for choice in (asked or {}).get("choices") or ():
        if str(choice["value"]) == rule.value:
            return shown(choice["label"].get(language)) or rule.value
    return str(words["yes_no"].get(rule.value, rule.value))


def rule_groups(
    words: Mapping[str, Any], sketch: Sketch, id: str, language: str
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a list offers: each earlier question, and the rules that can be made on its answer."""
    groups = []
    for step in sketch.before(id):
        offered = [
            (
                rule.key,
                str(words["answers"][rule.relation]).format(value=value_label(words, step, rule, language)),
            )
            for rule in rules_on(step)
        ]
        groups.append((shown(step["text"].get(language)) or id_of(step), offered))
    return groups
