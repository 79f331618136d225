"""Do expressions say what XPath 1.0 says, and is what cannot be evaluated refused beforehand?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.inputs import Json
from dialogues.xpath import FAULTS, Expression, fault, variables


@dataclass(frozen=True)
class Given:
    """Answers, on a day."""

    answers: dict[str, Any] = field(default_factory=dict)

    def answer(self, step: str) -> Json:
        return self.answers.get(step)

    def day(self) -> date:
        return date(2026, 9, 1)


HOLD = [
    ("$age > 17", {"age": 18}, None),
    ("$age = '18'", {"age": 18}, None),
    ("not($age > 17)", {}, None),
    ("$age = ''", {}, None),
    ("$bus = 1", {"bus": "1"}, None),
    ("selected($n, 'b') and count-selected($n) = 2", {"n": ["a", "b"]}, None),
    ("$yes = 'yes'", {"yes": True}, None),
    (". <= today()", {}, "2026-09-01"),
    ("$born < date('2011-01-01')", {"born": "2010-12-31"}, None),
    ("regex(., '^[0-9]{5}$')", {}, "97400"),
    ("string-length(.) < 5", {}, "abc"),
    (". >= 1 and . <= 20", {}, 20),
    ("if($a = 'x', 1, 0) = 1", {"a": "x"}, None),
    ("coalesce($none, 'z') = 'z'", {}, None),
    ("$x-or-y = 2", {"x-or-y": 2}, None),
    ("int($a) = 3", {"a": 3.7}, None),
]

FAIL = [
    ("$age > 17", {}, None),
    ("$age > 17", {"age": "old"}, None),
    (". <= today()", {}, "2026-09-02"),
    ("selected($n, 'thurs')", {"n": ["thursday"]}, None),
    ("regex(., '(a+)+$')", {}, "a" * 400 + "b"),
    ("regex(., '(')", {}, "a"),
]

REFUSED = [
    ("age > 3", "name"),
    ("/data/age", "name"),
    ("$a[1]", "sign"),
    (". = ..", "sign"),
    ("pulldata('x', 'y')", "function"),
    ("selected($a)", "arguments"),
    ("true() or selected($a)", "arguments"),
    ("$a = '2024-01-01'", "day"),
    ("$a >", "syntax"),
    ("$a = 1" + " " * 2000, "long"),
]


@pytest.mark.parametrize(("written", "answers", "value"), HOLD)
def test_it_holds_as_in_xpath(written: str, answers: dict[str, Any], value: Json) -> None:
    assert Expression(written).holds(Given(answers), value)


@pytest.mark.parametrize(("written", "answers", "value"), FAIL)
def test_it_does_not_hold_otherwise(written: str, answers: dict[str, Any], value: Json) -> None:
    assert not Expression(written).holds(Given(answers), value)


@pytest.mark.parametrize(("written", "why"), REFUSED)
def test_what_would_say_nothing_is_refused(written: str, why: str) -> None:
    found = fault(written)
    assert found is not None and found.why == why
    with pytest.raises(ValueError, match=r"\S"):
        Expression(written)


def test_every_refusal_is_met() -> None:
    assert {why for _, why in REFUSED} == set(FAULTS)


def test_variables_in_quotes_are_words() -> None:
    assert variables("$a = '$b' or $c = 1 or $a = 2") == ("a", "c")


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())
PLACES = st.dictionaries(st.sampled_from(["latitude", "text", "name"]), VALUES)


@given(st.sampled_from([each[0] for each in (*HOLD, *FAIL)]), VALUES | PLACES, VALUES | PLACES)
def test_no_answer_makes_it_fail(written: str, answer: Json, value: Json) -> None:
    expression = Expression(written)
    view = Given(dict.fromkeys(expression.variables, answer))
    assert expression.holds(view, value) in (True, False)


@given(st.text("$a.()<>=' 0123456789and,or/[]today\"-+*|@:{}", max_size=30))
def test_no_writing_makes_it_fail(written: str) -> None:
    if fault(written) is None:
        assert Expression(written).holds(Given({"a": "x"}), "") in (True, False)
