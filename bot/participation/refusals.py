"""Why may an idea be refused, or not be followed? Reasons from a list, each a sentence that its author is told."""

from __future__ import annotations

#: Why an idea is not published; each has its sentence, `told.reason.<key>`, in every language.
REFUSALS = (
    "off_topic",
    "insults",
    "names",
    "personal",
    "duplicate",
    "elsewhere",
    "advertising",
    "unclear",
    "rule",
)

#: Why the authority does not follow one.
DECLINES = ("too_dear", "elsewhere", "unlawful", "not_feasible", "under_way", "priorities")

#: Said in one's own words.
OTHER = "other"

#: characters of what staff add in their own words
WORDS_LIMIT = 600


def reasons_of(move: str) -> tuple[str, ...]:
    """Return the reasons that a move may give; none for one that needs none."""
    return {"refuse": (*REFUSALS, OTHER), "decline": (*DECLINES, OTHER)}.get(move, ())


def find_fault(move: str, reason: str, words: str) -> str:
    """Return what is wrong with a reason: `missing`, `words` (own words are needed) or `long`; "" when nothing is."""
    known = reasons_of(move)
    if known and reason not in known:
        return "missing"
    if reason == OTHER and not words:
        return "words"
    return "long" if len(words) > WORDS_LIMIT else ""
