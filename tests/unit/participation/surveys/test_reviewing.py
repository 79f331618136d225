"""Is everything that keeps a survey closed told beside its question, and everything else let through?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.participation.surveys.ready import read_template, templates
from bot.participation.surveys.reviewing import Ground, review
from bot.participation.surveys.sketch import Sketch, moved, read_sketch, sketch_of, without
from bot.participation.surveys.translation import completeness, translate
from dialogues.loader import LANGUAGES, load_phrasebook
from dialogues.reading.lexicon import load_lexicons

GROUND = Ground(load_phrasebook(), load_lexicons(), LANGUAGES, date(2026, 9, 1))


def ask(name: str, **more: Any) -> dict[str, Any]:
    return {"ask": name, "type": "text", "text": {"fr": f"{name} ?"}} | more


CHOICE = ask("a", type="choice", choices=[{"value": v, "label": {"fr": v}} for v in ("x", "y")])
SKETCH = Sketch("bus", {"fr": "Le bus"}, [CHOICE, ask("b", when={"xpath": "$a = 'x'"})], falls_back=True)


def told(sketch: Sketch, **ground: Any) -> set[tuple[str, str]]:
    found = review(sketch, replace(GROUND, **ground)).findings
    return {(one.step, one.what) for one in found if one.what != "holes"}


@pytest.mark.parametrize("name", templates())
def test_ready_surveys_are_ready(name: str) -> None:
    reviewed = review(sketch_of(read_template(name)), GROUND)
    assert reviewed.findings == []
    assert reviewed.definition is not None


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"title": {}}, ("", "no_title")),
        ({"name": "Bus !"}, ("", "bad_name")),
        ({"steps": []}, ("", "no_question")),
        ({"steps": [ask(f"q{n}") for n in range(61)]}, ("", "too_many")),
        ({"steps": [ask(f"q{n}") for n in range(13)]}, ("", "many")),
        ({"opens": "2026-10-02", "closes": "2026-10-01"}, ("", "closes_first")),
        ({"closes": "2026-08-31"}, ("", "closed_already")),
        ({"steps": [ask("a"), ask("a")]}, ("a", "twin")),
        ({"steps": [ask("a", text={"en": "a?"})]}, ("a", "no_text")),
        ({"steps": [ask("a", type="photo")], "anonymous": True}, ("a", "anonymous_photo")),
        ({"steps": [ask("a", type="choice")]}, ("a", "few_options")),
        ({"steps": [ask("a", type="scale", low=5, high=1)]}, ("a", "limits")),
        ({"steps": [ask("a", type="scale", low=1, high=10, nps=True)]}, ("a", "nps")),
        ({"anonymous": True, "summary": True}, ("", "summary_to_nobody")),
        ({"steps": [ask("a", type="number", minimum=5, maximum=1)]}, ("a", "limits")),
        ({"steps": [CHOICE | {"type": "choices", "min": 3}]}, ("a", "too_few_to_choose")),
        ({"steps": [ask("a", type="text", hologram=1)]}, ("a", "other")),
    ],
)
def test_what_is_wrong_is_told_where(changes: dict[str, Any], what: tuple[str, str]) -> None:
    assert what in told(replace(SKETCH, **changes))


def test_a_whole_survey_has_nothing_wrong() -> None:
    assert told(SKETCH) == set()


def test_a_condition_follows_its_question() -> None:
    assert told(moved(SKETCH, "b", 0)) == {("b", "rule_later")}
    assert told(without(SKETCH, "a")) == {("b", "rule_gone")}
    gone = ask("a", type="choice", choices=[{"value": v, "label": {"fr": v}} for v in ("y", "z")])
    assert told(replace(SKETCH, steps=[gone, SKETCH.steps[1]])) == {("b", "rule_value")}


def test_holes_are_grave_until_staff_say_otherwise() -> None:
    assert {one.grave for one in review(SKETCH, GROUND).findings} == {False}
    closed = review(replace(SKETCH, falls_back=False), GROUND)
    assert {one.params["language"] for one in closed.grave} == {"en", "es", "pt", "ar"}


def test_what_was_promised_cannot_change() -> None:
    assert told(SKETCH, anonymous=True) == {("", "promise")}
    assert told(SKETCH, anonymous=False) == set()


def test_translations_fill_the_holes() -> None:
    given = {"title": "The bus", "a/text": "a?", "a/option/x": "X", "a/option/y": "Y", "b/text": "{a}?"}
    done = translate(SKETCH, "en", given)
    assert completeness(done, ("fr", "en")) == {"fr": (5, 5), "en": (5, 5)}
    assert done.steps[1]["text"]["en"] == "{a}?"
    assert completeness(translate(done, "en", {"title": ""}), ("fr", "en"))["en"] == (4, 5)


def test_a_sketch_is_stored_and_read_back() -> None:
    assert read_sketch(SKETCH.plain()) == SKETCH
