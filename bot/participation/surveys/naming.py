"""What are surveys, questions and choices called inside, so that nobody has to name them?"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.participation.surveys.form import RESERVED
from dialogues.reading.fold import fold

#: characters of a survey's name, of a question's, of a choice's
SURVEY, QUESTION, CHOICE = 40, 24, 20

#: words that tell nothing of a question
_EMPTY = frozenset(
    """a au aux avec ce ces cette d dans de des du en est et il ils j je l la le les leur leurs ma mes moi mon n ne
    nos notre nous on ou par pas pour qu que quel quelle quelles quels qui s sa se ses si son sont sur t ta te tes ton
    tu un une vos votre vous y avez etes is are the an of to in on for do does did you your what which how""".split()
)


def slug_of(title: str, taken: Collection[str] = ()) -> str:
    """Return a name for a survey: of small letters, digits and hyphens, that is not taken."""
    return _free("-".join(_words(title)), "enquete", "-", SURVEY, taken)


def question_of(text: str, taken: Collection[str] = ()) -> str:
    """Return a name for a question: a few words of it."""
    words = [word for word in _words(text) if word not in _EMPTY] or _words(text)
    name = "_".join(words[:3])
    return _free(
        name if name[:1].isalpha() else f"q_{name}" if name else "",
        "question",
        "_",
        QUESTION,
        {*taken, *RESERVED},
    )


def choice_of(label: str, taken: Collection[str] = ()) -> str:
    """Return the value of a choice."""
    return _free("_".join(_words(label)), "choix", "_", CHOICE, taken)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text[:400]))


def _free(name: str, usual: str, joint: str, length: int, taken: Collection[str]) -> str:
    """Return the name, cut at a joint and numbered from the second on."""
    whole = name if len(name) <= length else name[: length + 1].rpartition(joint)[0] or name[:length]
    whole = whole or usual
    if whole not in taken:
        return whole
    n = 2
    while f"{whole[: length - 4]}{joint}{n}" in taken:
        n += 1
    return f"{whole[: length - 4]}{joint}{n}"
