"""What does a draft ask, in which order, what is wrong with it, and how does a phone show it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.channels.message import Address, OutboundMessage
from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, language_of, words_of
from bot.console.surveys.drafting import Opened, look_at, mark_of, open_survey
from bot.console.surveys.phone import EMPTY, Phone, show_phone
from bot.pages.plural import say_count
from bot.participation.surveys.asking_rule import Rule, read_rule, rules_on
from bot.participation.surveys.form import TYPES
from bot.participation.surveys.preview import preview
from bot.participation.surveys.question_fields import NOTE, in_order
from bot.participation.surveys.reviewing import Finding, Reviewed
from bot.participation.surveys.sketch import Sketch, Step, id_of
from bot.participation.surveys.translation import completeness
from bot.participation.surveys.wording_places import shown

SMS = Address("simulator", "sms-preview")


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
    findings: Sequence[str]
    #: SMS that it costs, 0 where it cannot be drawn yet
    parts: int


async def show_survey(request: web.Request) -> web.StreamResponse:
    """Show a draft and the phone beside it."""
    return composer_page(request, await open_survey(request))


def composer_page(
    request: web.Request, opened: Opened, status: int = 200, phone: Phone = EMPTY, **told: Any
) -> web.Response:
    """Draw the composer; `phone` is how far somebody played."""
    desk, words, language = desk_of(request), words_of(request)["surveys"], language_of(request)
    reviewed = look_at(desk, opened)
    cards = cards_of(desk, opened.sketch, reviewed, words, language)
    shown_phone = show_phone(desk, opened, reviewed, phone)
    given: dict[str, Any] = {"typed": {}, "fault": "", "added": request.query.get("added", "")}
    return draw(
        request, "surveys/composer.html", status=status, opened=opened, cards=cards,
        parts=sum(card.parts for card in cards),
        general=[sentence(words, language, one) for one in reviewed.of("")],
        grave=len([one for one in reviewed.grave if one.what != "holes"]),
        lacking=[one for one in reviewed.findings if one.what == "holes"],
        complete=completeness(opened.sketch, desk.languages),
        types=[(kind, words["types"][kind]) for kind in in_order(TYPES)], phone=shown_phone, tab="questions",
        languages=desk.languages, seen=mark_of(opened.sketch.plain()),
        **(given | told),
    )  # fmt: skip


def cards_of(
    desk: Desk, sketch: Sketch, reviewed: Reviewed, words: Mapping[str, Any], language: str
) -> list[Card]:
    """Return a card for each step, in order."""
    usual, costs, cards, number = desk.languages[0], _costs(desk, reviewed), [], 0
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
                [sentence(words, language, one) for one in reviewed.of(id)], costs.get(id, 0),
            )
        )  # fmt: skip
    return cards


def _costs(desk: Desk, reviewed: Reviewed) -> dict[str, int]:
    """Return how many SMS each step costs in the first language (norms §4)."""
    if reviewed.definition is None:
        return {}
    can, usual = desk.simulator.capabilities(SMS), desk.languages[0]
    found: dict[str, int] = {}
    for step, message in preview(reviewed.definition, can, usual, desk.now()):
        calls = desk.simulator.render(OutboundMessage(1, SMS, message, usual))
        found[step] = sum(bubble.cost.parts for call in calls for bubble in call.bubbles if bubble.cost)
    return found


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
