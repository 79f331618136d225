"""How is a short title made of a long text?"""

from __future__ import annotations

import re

#: what people write before the idea itself
_OPENINGS = re.compile(
    r"^(?:(?:bonjour|bonsoir|salut|hello|slt)\W+)?(?:j'?e?\s*(?:propose|souhaite(?:rais)?|voudrais|veux|vx)(?:\s+(?:de|d'|que))?\s+|"
    r"je pense qu'il faudrait\s+|il faudrait\s+|il faut\s+|mon id[ée]e (?:c'est|est)\s+(?:de\s+|d')?)",
    re.IGNORECASE,
)
#: a greeting before whatever it is
_GREETING = re.compile(
    r"^(?:bonjour|bonsoir|salut|coucou|hello|slt|bjr|bsr|hi|hey|hola|buenos días|buenas|olá|ola|bom dia|boa tarde|مرحبا|السلام عليكم)\b\W+"
    r"(?=\w+\W+\w+)",
    re.IGNORECASE,
)
#: in a sentence that goes on and on, as it is spoken: after this comes what is proposed
_PIVOT = re.compile(
    r"\b(?:il faudrait|faudrait|il faut|je propose(?: de)?|on pourrait|(?:ça|ce) serait bien (?:de |d'|qu'on )?|pourquoi (?:ne )?pas|"
    r"there should be|we should|we need|could we|i propose|why not|haría falta|habría que|propongo|se podría|deberían|"
    r"devia haver|deviam|proponho|podia-se|fazia falta|أقترح|ينبغي|يجب)\s+(?=(?:\S+\s+){2})",
    re.IGNORECASE,
)
#: a dot inside "1.85" or "rue.lilas" ends nothing
_ENDS = re.compile(r"[.!?…]+(?:\s|$)|[\n\r]+")

#: blanks of a sentence that tells enough alone
TELLING = 3


def shorten(text: str, length: int) -> str:
    """Return what is said first, without its opening words, cut at a word end to `length` characters."""
    sentences = [" ".join(part.split()) for part in _ENDS.split(text)]
    sentences = [sentence for sentence in sentences if any(c.isalnum() for c in sentence)]
    chosen = _telling(sentences) or text.strip()
    bare = _proposed(_OPENINGS.sub("", _GREETING.sub("", chosen, count=1), count=1) or chosen, length)
    title = cut(bare, length)
    return title[:1].upper() + title[1:]


def _proposed(sentence: str, length: int) -> str:
    """Return a sentence that is too long from where it says what is proposed; whole where it does not."""
    pivot = _PIVOT.search(sentence) if len(sentence) > length else None
    return sentence[pivot.end() :] if pivot is not None else sentence


def _telling(sentences: list[str]) -> str:
    """Return the first sentence, with the second when it says too little alone: "Un banc, devant la poste"."""
    first = sentences[:1]
    return ", ".join(sentences[:2] if first and first[0].count(" ") < TELLING else first)


def cut(text: str, length: int) -> str:
    """Return the text on one line, cut at the last word end that leaves room for the ellipsis; an endless word is cut hard."""
    if len(text) <= length and text.isprintable():
        return text
    sentence = " ".join(text.split())
    if len(sentence) <= length:
        return sentence
    room = sentence[: length - 1]
    head, blank, _ = room.rpartition(" ")
    return (head if blank else room).rstrip(" ,;:-") + "…"
