"""Must a message be heard whatever else waits: STOP, or someone in danger?"""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.occasion import COMMAND_LENGTH, DISTRESS_LENGTH
from dialogues.reading.fold import fold
from dialogues.reading.lexicon import Lexicon


def is_urgent(text: str, lexicons: Iterable[Lexicon]) -> bool:
    """Tell whether the text says STOP (norms §3), or that its author is in danger, in any of these languages."""
    folded = fold(text[:DISTRESS_LENGTH])
    short = len(text) <= COMMAND_LENGTH
    return any(
        lexicon.alarm(folded) != ""
        or lexicon.hazards.tells(folded)
        or (short and lexicon.stop(folded) is not None)
        for lexicon in lexicons
    )
