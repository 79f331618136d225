"""Which questions does a pasted text ask? One paragraph each, or one number; lines that begin with a dash are its options."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from bot.participation.surveys.naming import choice_of, question_of
from bot.participation.surveys.wording_places import stored
from dialogues.reading.fold import fold

_OPTION = re.compile(r"^\s*(?:[-*•–—▪◦]|\d{1,2}[.)]|[a-zA-Z][.)])\s+(.+)$")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s")
#: "(0-10)", "(de 1 à 5)"
_SCALE = re.compile(r"\((?:de\s+|from\s+)?(\d{1,2})\s*(?:-|–|à|to|/)\s*(\d{1,2})\)")
_SEVERAL = re.compile(r"\((?:plusieurs|several)[^)]*\)", re.IGNORECASE)
_OPTIONAL = re.compile(r"\((?:facultati\w+|optional\w*)\)", re.IGNORECASE)
_YES_NO = re.compile(r"\((?:oui|yes)\s*(?:/|ou|or|,)\s*(?:non|no)\)", re.IGNORECASE)

#: options that make a question of yes and no
_SAID = ({"oui", "non"}, {"yes", "no"})

#: most characters of a scale's ends: 0 to 10 at most
TOP = 10


def take_down(text: str, language: str, taken: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the questions of a text, named apart from those that are taken."""
    names, found = set(taken), []
    for lines in _blocks(text):
        step = _question(lines, language, names)
        if step is not None:
            names.add(step["ask"])
            found.append(step)
    return found


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines of each question, its own without a number; options that a blank line parts stay with theirs."""
    block: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        listed = all(_OPTION.match(line) for line in lines)
        for n, line in enumerate(lines):
            if _asks(line) or (n == 0 and _is_number_of(lines)) if listed else n == 0:
                yield block
                block = [_OPTION.sub(r"\1", line) if listed else line]
            else:
                block.append(line)
    yield block


def _asks(line: str) -> bool:
    """Tell whether a line of a list is a question, by its sign or a mark of its type."""
    return "?" in line or any(mark.search(line) for mark in (_SEVERAL, _OPTIONAL, _YES_NO, _SCALE))


def _is_number_of(lines: list[str]) -> bool:
    """Tell whether the number of the first line counts questions: those below it, its options, have none."""
    return bool(_NUMBERED.match(lines[0])) and not any(_NUMBERED.match(line) for line in lines[1:])


def _question(lines: list[str], language: str, taken: Collection[str]) -> dict[str, Any] | None:
    options = [match[1].strip() for line in lines if (match := _OPTION.match(line))]
    words = " ".join(line.strip() for line in lines if not _OPTION.match(line))
    asked = words
    for mark in (_SEVERAL, _OPTIONAL, _YES_NO, *((_SCALE,) if not options else ())):
        asked = mark.sub("", asked)
    asked = re.sub(r"\s{2,}", " ", asked).strip()
    if not asked:
        return None
    step: dict[str, Any] = {"ask": question_of(asked, taken), **_type(words, options, language)}
    step["text"] = {language: stored(asked, ())}
    return {**step, "optional": True} if _OPTIONAL.search(words) else step


def _type(words: str, options: list[str], language: str) -> dict[str, Any]:
    if _YES_NO.search(words) or {fold(option) for option in options} in _SAID:
        return {"type": "yesno"}
    if options:
        kind = "choices" if _SEVERAL.search(words) else "choice"
        return {"type": kind, "choices": _choices(options, language)}
    scale = _SCALE.search(words)
    if scale and int(scale[1]) < int(scale[2]) <= TOP:
        return {"type": "scale", "low": int(scale[1]), "high": int(scale[2])}
    return {"type": "text"}


def _choices(options: list[str], language: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for option in dict.fromkeys(options):
        value = choice_of(option, {choice["value"] for choice in found})
        found.append({"value": value, "label": {language: stored(option, ())}})
    return found
