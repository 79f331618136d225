"""Is a survey priced by what is really sent: its announcement, its notes and its thanks with its questions?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.message import OutboundMessage
from bot.channels.sms.capabilities import CAPABILITIES
from bot.channels.sms.render import Sms
from bot.participation.surveys.form import check_form
from bot.participation.surveys.framing import compile_form
from bot.participation.surveys.rehearsal import Gesture, Stage, play
from bot.participation.surveys.weighing import DEAR, LONG, NOBODY, weigh
from dialogues.lines import Lined
from dialogues.loader import load_phrasebook, load_scripts
from dialogues.reading.lexicon import load_lexicons

BOOK = load_phrasebook()
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)

STEPS: list[dict[str, Any]] = [
    {"say": "hello", "text": {"fr": "Bonjour !"}},
    {"ask": "bus", "type": "yesno", "text": {"fr": "Le bus ?"}},
    {"say": "more", "text": {"fr": "Encore un peu."}},
    {"ask": "picture", "type": "photo", "text": {"fr": "Une photo ?"}},
    {"ask": "mark", "type": "scale", "text": {"fr": "Une note ?"}},
]
REPLIES = (Gesture("oui"), Gesture("4"))


def stage(title: str = "Le bus", steps: list[dict[str, Any]] = STEPS) -> Stage:
    form = check_form(Lined("bus.yml", {"survey": "bus", "title": {"fr": title}, "steps": steps}))
    definition = compile_form(form, BOOK, load_lexicons())
    return Stage(load_scripts(BOOK).library(), definition, form.title, False, {}, NOW, "fr", CAPABILITIES)


def played(on: Stage, replies: tuple[Gesture, ...]) -> int:
    exchanges, _ = play(on, replies)
    messages = [message for exchange in exchanges for message in exchange.messages]
    calls = [call for one in messages for call in Sms().render(OutboundMessage(1, NOBODY, one, "fr"))]
    return sum(call.measure.parts for call in calls)


@pytest.mark.parametrize("title", ["Le bus", "Le bus 🚌", "Le bus de nuit " * 8, "Le bus de nuit 🚌 " * 8])
@pytest.mark.parametrize(
    "note", ["Encore un peu.", "Encore un peu 🙂.", "Encore un peu de patience 🙂. " * 7]
)
def test_the_count_is_what_a_whole_conversation_costs(title: str, note: str) -> None:
    on = stage(title, [{**one, "text": {"fr": note}} if one.get("say") == "more" else one for one in STEPS])
    assert weigh(on, Sms()).each == played(on, REPLIES)


def test_an_emoji_in_the_title_is_counted_where_it_is_said() -> None:
    title = "Le bus de nuit, votre avis compte pour la ville"
    plain, drawn = weigh(stage(title), Sms()), weigh(stage(f"{title} 🚌"), Sms())
    assert drawn.steps["bus"] > plain.steps["bus"] and drawn.steps["mark"] == plain.steps["mark"]


def test_who_is_asked_a_photo_only_pays_the_rest() -> None:
    assert set(weigh(stage(), Sms()).steps) == {"bus", "mark", ""}
    alone = weigh(stage(steps=[STEPS[3]]), Sms())
    assert set(alone.steps) == {""} and alone.each == played(stage(steps=[STEPS[3]]), ())


def test_what_is_dear_is_named() -> None:
    long = {"ask": "long", "type": "text", "text": {"fr": "Et pourquoi donc, à votre avis ? " * 18}}
    assert [one.what for one in weigh(stage(), Sms()).findings()] == []
    (found,) = weigh(stage(steps=[*STEPS, long]), Sms()).findings()
    assert (found.what, found.step, found.grave) == ("dear_step", "long", False)
    many = [{**STEPS[1], "ask": f"q{n}"} for n in range(DEAR + 1)]
    (found,) = weigh(stage(steps=many), Sms()).findings()
    assert (found.what, found.step) == ("dear", "") and found.params["parts"] == DEAR + 2 > LONG


def test_a_language_is_weighed_as_it_is_written() -> None:
    arabic = replace(stage("Le bus"), language="ar")
    assert weigh(arabic, Sms()).each >= weigh(stage("Le bus"), Sms()).each
