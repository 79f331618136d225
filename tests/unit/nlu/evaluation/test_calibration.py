"""Is the calibration error the one that a hand computes?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.evaluation.calibration import expected_error, reliability
from tests.unit.nlu.evaluation.parrot import trial

RIGHT, WRONG = ("yes", "yes"), ("yes", "no")


def test_a_known_calibration_error() -> None:
    trials = [
        *[trial(*RIGHT, 0.95)] * 3,
        trial(*WRONG, 0.95),
        trial(*RIGHT, 0.35),
        trial(*WRONG, 0.35),
    ]
    # |0.75 - 0.95| over 4 of 6, |0.5 - 0.35| over 2 of 6
    assert expected_error(reliability(trials)) == pytest.approx((4 * 0.2 + 2 * 0.15) / 6)


def test_bins_hold_their_guesses() -> None:
    bins = reliability([trial(*RIGHT, 0.0), trial(*RIGHT, 0.1), trial(*WRONG, 1.0)])
    assert [one.count for one in bins] == [1, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert (bins[0].accuracy, bins[-1].accuracy, bins[-1].confidence) == (1.0, 0.0, 1.0)


def test_perfect_confidence_has_no_error() -> None:
    trials = [*[trial(*RIGHT, 0.75)] * 3, trial(*WRONG, 0.75)]
    assert expected_error(reliability(trials)) == pytest.approx(0)


def test_no_guesses_have_no_error() -> None:
    assert expected_error(reliability([])) == 0


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), max_size=40))
def test_no_guess_is_lost_and_the_error_is_a_share(given_ones: list[tuple[bool, float]]) -> None:
    bins = reliability([trial(*(RIGHT if right else WRONG), sure) for right, sure in given_ones])
    assert sum(one.count for one in bins) == len(given_ones)
    assert 0 <= expected_error(bins) <= 1
