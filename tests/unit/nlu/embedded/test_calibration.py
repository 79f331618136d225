"""By how much are scores sharpened?"""

from __future__ import annotations

import numpy as np

from bot.nlu.embedded.calibration import CANDIDATES, find_sharpness


def test_scores_that_are_always_right_are_sharpened() -> None:
    assert find_sharpness(np.eye(4, dtype=np.float32), np.arange(4)) > 10


def test_scores_that_are_mostly_wrong_are_flattened() -> None:
    wrong = np.roll(np.arange(4), 1)
    assert find_sharpness(np.eye(4, dtype=np.float32), wrong) == CANDIDATES[0]


def test_a_doubt_of_one_in_four_stays_one_in_four() -> None:
    scores = np.tile(np.array([1, 0], np.float32), (400, 1))
    right = np.array([0, 0, 0, 1] * 100)
    sharp = find_sharpness(scores, right)
    assert abs(1 / (1 + np.exp(-sharp)) - 0.75) < 0.02
