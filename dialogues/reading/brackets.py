"""Into which of several brackets does a figure fall: "35 ans" among "18 à 29 ans", "30 à 44 ans"?"""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf

from dialogues.reading.fold import fold
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.naming import REMEMBERED, Options
from dialogues.reading.numbers import read_figures

#: words that may stand around the figure: "j'ai 35 ans"
MOST_WORDS = 2

_NUMBER = re.compile(r"\d{1,6}")

#: lowest and highest figure of a bracket, both within
Bracket = tuple[float, float]
#: the bracket of a label that is none: no figure is within
NOTHING: Bracket = (inf, -inf)


def bracket_of(text: str, options: Options, lexicon: Lexicon) -> Options:
    """Return the one option whose bracket holds the figures of a reply; none where the options are no brackets."""
    brackets = _brackets(tuple(o.label for o in options), lexicon)
    if not any(low > -inf and high < inf and low < high for low, high in brackets):
        return ()
    figures = read_figures(text, lexicon)
    if not figures.values or figures.doubtful or figures.others > MOST_WORDS:
        return ()
    low, high = min(figures.values), max(figures.values)
    if figures.imprecise and low == high:
        return ()
    met = tuple(
        o for o, (least, most) in zip(options, brackets, strict=True) if least <= low and high <= most
    )
    return met if len(met) == 1 else ()


@lru_cache(maxsize=REMEMBERED)
def _of_label(folded: str, below: frozenset[str], above: frozenset[str]) -> Bracket:
    numbers = [float(number) for number in _NUMBER.findall(folded)]
    spread = f" {folded} "
    if len(numbers) == 2 and numbers[0] < numbers[1]:
        return numbers[0], numbers[1]
    if len(numbers) != 1:
        return NOTHING
    if any(f" {word} " in spread for word in below):
        return -inf, numbers[0]
    if any(f" {word} " in spread for word in above):
        return numbers[0], inf
    return numbers[0], numbers[0]


def _brackets(labels: tuple[str, ...], lexicon: Lexicon) -> list[Bracket]:
    """Return the bracket of each label; one that is open leaves its figure to the one that begins or ends with it."""
    words = lexicon.selecting
    found = [_of_label(fold(label), words.below, words.above) for label in labels]
    ends = {end for low, high in found if -inf < low < high < inf for end in (low, high)}
    return [_shut(low, high, ends) for low, high in found]


def _shut(low: float, high: float, ends: set[float]) -> Bracket:
    """Return an open bracket without its figure where another holds it: under 18 does not hold 18."""
    if low == -inf and high in ends:
        return low, high - 1e-6
    if high == inf and low in ends:
        return low + 1e-6, high
    return low, high
