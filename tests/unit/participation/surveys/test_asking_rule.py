"""Is a rule that staff chose the condition that the engine tests, and back?"""

from __future__ import annotations

import pytest

from bot.participation.surveys.asking_rule import Rule, condition_of, read_key, read_rule, rules_on
from dialogues.xpath import fault

STEPS = [
    {"ask": "a", "type": "choice", "choices": [{"value": "x", "label": {}}, {"value": "y.2", "label": {}}]},
    {"ask": "b", "type": "choices", "choices": [{"value": "x", "label": {}}, {"value": "y", "label": {}}]},
    {"ask": "c", "type": "yesno"},
    {"ask": "d", "type": "scale", "low": 0, "high": 10},
    {"ask": "e", "type": "text"},
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["type"])
def test_every_rule_offered_is_read_back(step: dict[str, object]) -> None:
    rules = list(rules_on(step))
    assert rules
    for rule in rules:
        assert read_key(rule.key) == rule
        assert fault(condition_of(rule)["xpath"]) is None
        assert read_rule(condition_of(rule)) == rule


def test_conditions_of_scripts_are_read() -> None:
    assert read_rule({"answer": "a", "is": "x"}) == Rule("a", "is", "x")
    assert read_rule({"not": {"answer": "a", "is": "x"}}) == Rule("a", "not", "x")
    assert read_rule({"answer": "c", "is": True}) == Rule("c", "is", "yes")
    assert read_rule({"answer": "d", "at_least": 3}) == Rule("d", "at_least", "3")


@pytest.mark.parametrize(
    "when",
    [{"xpath": "$a = 'x' or $b = 'y'"}, {"channel": "media"}, {"all": [{"answer": "a"}, {"answer": "b"}]}],
)
def test_what_says_more_is_no_rule(when: dict[str, object]) -> None:
    assert read_rule(when) is None


@pytest.mark.parametrize("key", ["", "a", "a|is", "a|runs|x", "a|is|x' or 'a'='a", "|is|x"])
def test_a_key_that_no_list_offers_is_none(key: str) -> None:
    assert read_key(key) is None
