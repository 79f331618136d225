"""Does each rule of a consultation refuse what it says, and nothing else?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.participation.admissibility import RULES, Candidate, find_breaches
from dialogues.loader import LANGUAGES, load_phrasebook

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
IDEA = Candidate({"solution": "x" * 20, "place": {"text": "ici"}, "theme": "nature"}, NOW)

#: rule, an idea that meets it, one that does not, the sentence's key and what stands in it
CASES: list[tuple[dict[str, Any], Candidate, Candidate, str, dict[str, Any]]] = [
    (
        {"kind": "minimum_length", "part": "solution", "characters": 20},
        IDEA,
        replace(IDEA, parts={"solution": "x" * 19}),
        "rule.minimum_length",
        {"part": "solution", "n": 20},
    ),
    (
        {"kind": "maximum_length", "part": "solution", "characters": 20},
        IDEA,
        replace(IDEA, parts={"solution": "x" * 21}),
        "rule.maximum_length",
        {"part": "solution", "n": 20},
    ),
    (
        {"kind": "one_each"},
        IDEA,
        replace(IDEA, earlier="VELO-7K2Q"),
        "rule.one_each",
        {"reference": "VELO-7K2Q"},
    ),
    ({"kind": "place_required"}, IDEA, replace(IDEA, parts={"place": None}), "rule.place_required", {}),
    (
        {"kind": "themes", "themes": ["nature"]},
        IDEA,
        replace(IDEA, parts={"theme": "sport"}),
        "rule.themes",
        {"themes": ["nature"]},
    ),
]


@pytest.mark.parametrize(("rule", "good", "bad", "key", "params"), CASES)
def test_a_rule_refuses_what_it_says(
    rule: dict[str, Any], good: Candidate, bad: Candidate, key: str, params: dict[str, Any]
) -> None:
    assert find_breaches([rule], good) == []
    assert find_breaches([rule], bad) == [(key, params)]


def test_every_rule_is_tried_and_worded() -> None:
    assert {case[0]["kind"] for case in CASES} == set(RULES)
    phrasebook = load_phrasebook()
    keys = [f"rule.{kind}" for kind in (*RULES, "closed")]
    assert [
        (key, language) for key in keys for language in LANGUAGES if key not in phrasebook.entries[language]
    ] == []


def test_a_closed_consultation_takes_nothing() -> None:
    closed = replace(IDEA, closes_at=NOW)
    assert find_breaches([], closed) == [("rule.closed", {"closes": date(2026, 5, 4)})]
    assert find_breaches([], replace(IDEA, closes_at=NOW + timedelta(seconds=1))) == []


def test_breaches_come_in_the_order_of_rules() -> None:
    bad = replace(IDEA, parts={}, earlier="X", closes_at=NOW)
    rules = [case[0] for case in CASES if case[0]["kind"] != "maximum_length"]
    assert [key for key, _ in find_breaches(rules, bad)] == [
        "rule.closed", *(f"rule.{rule['kind']}" for rule in rules),
    ]  # fmt: skip


def test_an_unknown_rule_refuses_nothing() -> None:
    assert find_breaches([{"kind": "of another release"}, {}], IDEA) == []
