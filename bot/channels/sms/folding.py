"""How is a text written with fewer SMS parts, and still read the same?

Only what is sent is folded, never what is stored (norms §4).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal
from unicodedata import category, combining, normalize

from bot.channels.sms.alphabet import BASIC, EXTENSION, is_gsm
from bot.channels.sms.segments import measure
from bot.channels.sms.signs import CONTEXTS, GUILLEMETS, LAYOUT, SIGNS, TYPOGRAPHY

#: exact: only typography is made plain. economical: accents too, when that saves a part.
Mode = Literal["exact", "economical"]
Fold = Callable[[str], str]
Match = re.Match[str]

#: Any character that GSM 03.38 lacks: the only ones that are ever folded.
_FOREIGN = re.compile(f"[^{re.escape(BASIC + EXTENSION)}]")
_PLAIN = {**TYPOGRAPHY, **LAYOUT}


def fold_quotes(text: str) -> str:
    """Return the text with plain quotes, dashes, dots and spaces, and accents composed with their letters."""
    if is_gsm(text):
        return text
    return _FOREIGN.sub(_plain, GUILLEMETS.sub('"', normalize("NFC", text)))


def fold_letters(text: str) -> str:
    """Return `fold_quotes`, with letters and signs too in forms that GSM 03.38 has, where one exists."""
    plain = fold_quotes(text)
    for pattern, form in CONTEXTS:
        plain = pattern.sub(form, plain)
    return _FOREIGN.sub(_letter, plain)


def economical(text: str, mode: Mode = "economical") -> str:
    """Return the text as it is sent: it never costs more parts than it did."""
    return choose_fold(text, mode)(text)


def choose_fold(text: str, mode: Mode = "economical") -> Fold:
    """Return the lightest fold that gives the text its lowest price: letters change only to save a part."""
    plain = fold_quotes if _is_harmless(fold_quotes(text), text) else _fold_evenly
    if mode == "exact":
        return plain
    folded = fold_letters(text)
    saves = measure(folded).parts < measure(plain(text)).parts
    return fold_letters if saves and is_gsm(folded) and folded.strip() else plain


def _is_harmless(folded: str, text: str) -> bool:
    """Tell whether there is still something to read, for no more than it cost ("…" becomes longer)."""
    return bool(folded.strip()) and measure(folded).parts <= measure(text).parts


def _fold_evenly(text: str) -> str:
    return _FOREIGN.sub(_even, text)


def _even(found: Match) -> str:
    return TYPOGRAPHY.get(found[0], found[0])


def _plain(found: Match) -> str:
    return _PLAIN.get(found[0], found[0])


def _letter(found: Match) -> str:
    return _reduce(found[0])


@lru_cache(maxsize=2048)
def _reduce(char: str) -> str:
    """Return a sign's plain form, or a letter without accents where GSM 03.38 then has it, or what was given."""
    if char in SIGNS or category(char)[0] != "L":
        return SIGNS.get(char, char)
    base = "".join(part for part in normalize("NFKD", char) if not combining(part))
    return base if base and is_gsm(base) else char
