"""Where is a text cut that is too long for one message?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from unicodedata import combining

#: Tells whether a text goes in one message; what fits must still fit when its end is taken off.
Fits = Callable[[str], bool]

_JOINER = "\u200d"
#: Variation selectors and skin tones: nothing without the character before them.
_TAILS = frozenset("\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff" + _JOINER)


def cut(text: str, fits: Fits, reach: int) -> list[str]:
    """Return the text in pieces that fit, cut at ends of paragraphs, lines or words; `reach` bounds their length.

    Only blanks at the cuts are lost. A word longer than a piece is cut between characters.
    """
    pages, rest = [], text.strip()
    while rest:
        end = _break(rest, _longest(rest, fits, reach))
        pages.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return pages


def lay(text: str, menu: str, fits: Fits, reach: int) -> list[str]:
    """Return the text and the menu under it in pieces that fit, the menu whole where it can be."""
    pages = cut(text, fits, reach)
    if pages and menu and fits(f"{pages[-1]}\n{menu}"):
        return [*pages[:-1], f"{pages[-1]}\n{menu}"]
    return pages + cut(menu, fits, reach)


def _longest(text: str, fits: Fits, reach: int) -> int:
    """Return the length of the longest start that fits, at least 1; nearly always that is all of it."""
    if len(text) <= reach and fits(text):
        return len(text)
    lengths = range(1, min(len(text), reach) + 1)
    return max(1, bisect_left(lengths, True, key=lambda length: not fits(text[:length])))


def _break(text: str, end: int) -> int:
    """Return the best place to cut at or before `end`."""
    if end == len(text):
        return end
    for blank, nearest in (("\n\n", end // 2), ("\n", end // 2), (" ", 1)):
        found = text.rfind(blank, nearest, end + len(blank))
        if found > 0:
            return found
    return _between(text, end)


def _between(text: str, end: int) -> int:
    """Return the last place at or before `end` that parts no accent or composed emoji from its base."""
    place = end
    while place > 1 and _clings(text, place):
        place -= 1
    return end if _clings(text, place) else place


def _clings(text: str, place: int) -> bool:
    after = text[place]
    return bool(combining(after)) or after in _TAILS or text[place - 1] == _JOINER
