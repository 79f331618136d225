"""Which theme does an idea seem to be about? The one that words of the town's earlier ideas, or its keywords, speak for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.nlu.linear.model import Guess, LinearModel
from dialogues.reading.fold import fold

#: a keyword of so many letters or more also counts inside a longer word: "velo" in "velos"
STEM = 4

#: from this likelihood on, what was learnt is proposed; below, keywords are asked
SURE = 0.4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme, and the words that decided: folded."""

    theme: str
    because: tuple[str, ...]


def suggest_theme(
    text: str, keywords: Mapping[str, Sequence[str]], learnt: LinearModel | None = None
) -> Suggestion | None:
    """Return the likeliest theme of the town; None when neither earlier ideas nor keywords make one clear."""
    guesses = rank_themes(text, keywords, learnt)
    if learnt is not None and guesses and guesses[0].likely >= SURE:
        return Suggestion(guesses[0].label, learnt.explain(text, guesses[0].label))
    return _by_keywords(text, keywords)


def rank_themes(text: str, themes: Mapping[str, object], learnt: LinearModel | None) -> list[Guess]:
    """Return the themes that there still are, likeliest first, by what was learnt."""
    return [guess for guess in (learnt.rank(text) if learnt else ()) if guess.label in themes]


def _by_keywords(text: str, keywords: Mapping[str, Sequence[str]]) -> Suggestion | None:
    """Return the theme whose keywords the text uses most; None when none is used, or two are used as much."""
    words = fold(text).split()
    used = {theme: _used(words, known) for theme, known in keywords.items()}
    ranked = sorted(used.items(), key=lambda item: -len(item[1]))
    if not ranked or not ranked[0][1] or (len(ranked) > 1 and len(ranked[0][1]) == len(ranked[1][1])):
        return None
    return Suggestion(ranked[0][0], tuple(dict.fromkeys(ranked[0][1])))


def _used(words: Sequence[str], keywords: Sequence[str]) -> list[str]:
    means = _meaning(tuple(keywords)).fullmatch
    return [word for word in words if means(word)]


@lru_cache(maxsize=256)
def _meaning(keywords: tuple[str, ...]) -> re.Pattern[str]:
    """Return what a word matches that means one of a theme's keywords; the same few themes are looked at in every turn."""
    folded = [fold(keyword) for keyword in keywords]
    words = [re.escape(word) + (".*" if len(word) >= STEM else "") for word in folded if word]
    return re.compile("|".join(words) or "(?!)", re.DOTALL)
