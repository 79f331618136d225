"""How do answers look to an XPath expression, and what do the functions of ODK XForms do that XPath 1.0 has not?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import regex

from dialogues.inputs import Json

#: characters of an answer that `regex()` looks at, and seconds that it may take: a pattern can be made to run for years
LONGEST_MATCHED, PATIENCE = 500, 0.05

#: day 0
EPOCH = date(1970, 1, 1)

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

#: what XML cannot hold
_ILLEGIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_text(value: str | float) -> str:
    """Return a value as the text of a node, without what XML cannot hold."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return _ILLEGIBLE.sub("", value)


def plain(value: Json) -> str | float:
    """Return a JSON answer as XPath sees it: text or number."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return float(value)
        case list():
            return " ".join(str(each) for each in value if isinstance(each, str))
        case dict():
            return _ILLEGIBLE.sub("", str(value.get("text") or value.get("name") or ""))
    return _days(value) if DAY.fullmatch(value) else _ILLEGIBLE.sub("", value)


def _days(text: str) -> str | float:
    try:
        return float((date.fromisoformat(text) - EPOCH).days)
    except ValueError:
        return text


def _text(value: Any) -> str:
    """Return an argument of a function as text: a node-set by its first node."""
    if isinstance(value, list):
        return _text(value[0].text or "") if value else ""
    return as_text(value) if isinstance(value, float) else str(value)


def _selected(_: Any, value: Any, item: Any) -> bool:
    return _text(item) in _text(value).split()


def _count_selected(_: Any, value: Any) -> float:
    return float(len(_text(value).split()))


def _if(_: Any, test: Any, then: Any, otherwise: Any) -> Any:
    return then if test else otherwise


def _coalesce(_: Any, first: Any, second: Any) -> str:
    return _text(first) or _text(second)


def _int(_: Any, value: Any) -> float:
    try:
        return float(int(float(_text(value))))
    except (ValueError, OverflowError):
        return float("nan")


def _date(_: Any, value: Any) -> str | float:
    return value if isinstance(value, float) else _days(_text(value))


def _matches(_: Any, value: Any, pattern: Any) -> bool:
    """Tell whether the pattern matches the whole text, as in ODK; one that takes too long does not."""
    try:
        text = _text(value)[:LONGEST_MATCHED]
        return regex.fullmatch(_text(pattern), text, timeout=PATIENCE) is not None
    except (regex.error, TimeoutError):
        return False


#: functions of ODK XForms that XPath 1.0 has not, by name
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "selected": _selected,
    "count-selected": _count_selected,
    "if": _if,
    "coalesce": _coalesce,
    "int": _int,
    "date": _date,
    "regex": _matches,
}

#: functions of XPath 1.0 on texts, numbers and truth, and the day of the input
OWN = frozenset(
    """today not true false boolean number string string-length contains starts-with substring substring-before
    substring-after concat normalize-space translate round floor ceiling""".split()
)
