"""What does the classifier see of a text? Its words folded, SMS spelling written out, figures without their value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from dialogues.reading.fold import fold

#: Characters of a text that are looked at: what is wanted is said early.
LONGEST = 500
#: What stands for the reference of an idea, for a figure of one digit and for a longer one.
REFERENCE, DIGIT, FIGURE = "xref", "0", "00"
SPELLINGS = Path(__file__).parent / "spelling"

#: `VELO-7K2M`: capitals, or a digit among the letters, tell it from "peut-être"
REFERENCES = re.compile(r"\b(?:[A-Z]{1,4}-[2-9A-Z]{4,8}|(?i:[A-Z]{2,4}-(?=[A-Z]*[2-9])[2-9A-Z]{4,8}))\b")


def read_words(text: str, language: str) -> str:
    """Return folded words with one blank between; "" when no letter nor digit is in the text."""
    text = text[:LONGEST]
    folded = fold(REFERENCES.sub(f" {REFERENCE} ", text) if "-" in text else text)
    spelling = spellings(language)
    return " ".join(spelling.get(word) or _without_figures(word) for word in folded.split())


def _without_figures(word: str) -> str:
    return word if not word.isdecimal() else DIGIT if len(word) == 1 else FIGURE


@cache
def spellings(language: str) -> Mapping[str, str]:
    """Return how words of SMS are written out, folded: `jveu` is `je veux`; none for a language without a list."""
    path = SPELLINGS / f"{language}.yml"
    if not path.exists():
        return {}
    content: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {fold(short): fold(whole) for whole, shorts in content.items() for short in shorts}
