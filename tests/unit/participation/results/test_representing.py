"""Are those who answered compared with those who live here, and only when there are enough?"""

from __future__ import annotations

from bot.participation.results.representing import verdict, weigh

CENSUS = {"nord": 500, "sud": 500}


def test_the_widest_gap_comes_first() -> None:
    weights = weigh({"nord": 30, "sud": 60, "": 9}, {"nord": 500, "sud": 400, "est": 100})
    assert [(one.stratum, round(one.gap)) for one in weights] == [("sud", 27), ("nord", -17), ("est", -10)]
    assert verdict(weights) == "apart"


def test_alike_within_five_points() -> None:
    assert verdict(weigh({"nord": 52, "sud": 48}, CENSUS)) == "alike"
    assert verdict(weigh({"nord": 56, "sud": 44}, CENSUS)) == "apart"


def test_few_answers_say_nothing() -> None:
    assert verdict(weigh({"nord": 29}, CENSUS)) == "few"
    assert verdict(weigh({"": 500}, CENSUS)) == "none"
    assert weigh({}, {}) == []
