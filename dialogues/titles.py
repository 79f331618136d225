"""How is a short title made of a long text?"""

from __future__ import annotations

import re

#: what people write before the idea itself
_OPENINGS = re.compile(
    r"^(?:(?:bonjour|bonsoir|salut|hello|slt)\W+)?(?:j'?e?\s*(?:propose|souhaite(?:rais)?|voudrais|veux|vx)(?:\s+(?:de|d'|que))?\s+|"
    r"je pense qu'il faudrait\s+|il faudrait\s+|il faut\s+|mon id[ée]e (?:c'est|est)\s+(?:de\s+|d')?)",
    re.IGNORECASE,
)
#: a dot inside "1.85" or "rue.lilas" ends nothing
_ENDS = re.compile(r"[.!?…]+(?:\s|$)|[\n\r]+")

#: a title has so many blanks or more, if one of the first sentences has
TELLING, LOOKED_AT = 3, 3


def shorten(text: str, length: int) -> str:
    """Return the first telling sentence, without its opening words, cut at a word end to `length` characters."""
    sentences = [" ".join(part.split()) for part in _ENDS.split(text)]
    sentences = [sentence for sentence in sentences if any(c.isalnum() for c in sentence)]
    chosen = next(
        (s for s in sentences[:LOOKED_AT] if s.count(" ") >= TELLING), (sentences or [text.strip()])[0]
    )
    bare = _OPENINGS.sub("", chosen, count=1) or chosen
    title = bare if len(bare) <= length else _cut(bare, length)
    return title[:1].upper() + title[1:]


def _cut(sentence: str, length: int) -> str:
    """Cut at the last word end that leaves room for the ellipsis; a single endless word is cut hard."""
    room = sentence[: length - 1]
    head, blank, _ = room.rpartition(" ")
    return (head if blank else room).rstrip(" ,;:-") + "…"
