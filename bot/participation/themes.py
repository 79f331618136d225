"""Which theme does an idea seem to be about? The one whose keywords it uses most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dialogues.reading.fold import fold

#: a keyword of so many letters or more also counts inside a longer word: "velo" in "velos"
STEM = 4


def suggest_theme(text: str, keywords: Mapping[str, Sequence[str]]) -> str | None:
    """Return the theme whose keywords the text uses most; None when none is used, or two are used as much."""
    words = fold(text).split(" ")
    scores = {theme: _score(words, known) for theme, known in keywords.items()}
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] == 0 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _score(words: Sequence[str], keywords: Sequence[str]) -> int:
    folded = _folded(tuple(keywords))
    return sum(any(_means(word, keyword) for keyword in folded) for word in words)


@lru_cache(maxsize=256)
def _folded(keywords: tuple[str, ...]) -> tuple[str, ...]:
    """Return a theme's keywords as texts are folded; the same few themes are looked at in every turn."""
    return tuple(fold(keyword) for keyword in keywords)


def _means(word: str, keyword: str) -> bool:
    return word == keyword or (len(keyword) >= STEM and word.startswith(keyword))
