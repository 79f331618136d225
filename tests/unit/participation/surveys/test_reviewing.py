"""Is everything that keeps a survey closed told beside its question, and everything else let through?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.participation.surveys.form import check_form
from bot.participation.surveys.ready import read_template, templates
from bot.participation.surveys.reviewing import Ground, review
from bot.participation.surveys.sketch import Sketch, moved, read_sketch, sketch_of, without
from bot.participation.surveys.translation import completeness, translate
from dialogues.errors import BadScript
from dialogues.lines import Lined
from dialogues.loader import LANGUAGES, load_phrasebook
from dialogues.reading.lexicon import load_lexicons

GROUND = Ground(load_phrasebook(), load_lexicons(), LANGUAGES, date(2026, 9, 1))


def ask(name: str, **more: Any) -> dict[str, Any]:
    return {"ask": name, "type": "text", "text": {"fr": f"{name} ?"}} | more


def offers(name: str, *labels: str) -> dict[str, Any]:
    choices = [{"value": f"v{n}", "label": {"fr": label}} for n, label in enumerate(labels)]
    return ask(name, type="choice", choices=choices)


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
        ({"steps": [offers("a", "Oui")]}, ("a", "few_options")),
        ({"steps": [offers("a", "Un peu", "un  peu.")]}, ("a", "twin_options")),
        ({"steps": [offers("a", "Oui", "x" * 201)]}, ("a", "endless_option")),
        ({"steps": [offers("a", "Oui", "x" * 73)]}, ("a", "long_option")),
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


@pytest.mark.parametrize(
    ("step", "grave", "odd"),
    [
        (offers("a", "Oui"), ["few_options"], []),
        (offers("a", "Oui", "OUI !"), ["twin_options"], []),
        (offers("a", "Oui", "y" * 500), ["endless_option"], []),
        (offers("a", "Oui", "y" * 100), [], ["long_option"]),
        (offers("a", "< 20", "> 20"), [], []),
        (ask("a", type="photo"), [], []),
    ],
)
def test_what_cannot_work_is_refused_what_is_odd_is_asked(
    step: dict[str, Any], grave: list[str], odd: list[str]
) -> None:
    reviewed = review(replace(SKETCH, steps=[step]), GROUND)
    assert ([one.what for one in reviewed.grave], [one.what for one in reviewed.odd]) == (grave, odd)


@pytest.mark.parametrize(
    "step", [offers("a", "Oui"), offers("a", "Oui", "oui"), offers("a", "Oui", "x" * 500)]
)
def test_no_file_brings_what_cannot_work(step: dict[str, Any]) -> None:
    written = {"survey": "bus", "title": {"fr": "Le bus"}, "steps": [step]}
    with pytest.raises(BadScript, match="choices: "):
        check_form(Lined("bus.yml", written))


def test_a_survey_that_only_asks_to_be_read_is_one() -> None:
    step = ask("a", type="choice", choices=[{"value": "OK", "label": {"fr": "OK"}}])
    assert told(replace(SKETCH, steps=[step])) == set()


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
