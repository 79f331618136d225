"""What remains of a text when case, accents, punctuation and invisible signs do not count?"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Symbols that say something on their own; every other emoji is blank.
KEPT_SYMBOLS = "👍👎👌✅❌🛑✋⛔"
#: Letters that NFKD leaves whole, or that people write one for the other (Arabic ending letters).
SPELLINGS = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "ى": "ي",
    "ة": "ه",
    "ـ": "",
    "🔟": "10",
}
#: Typographic signs that mean a plain one.
SIGNS = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "−": "-",
    "،": ",",
    "؛": ";",
    "⁄": "/",
    "٫": ",",
}
#: Characters remembered per table, so that hostile text cannot fill the memory.
REMEMBERED = 4096
#: Texts remembered: all who read a message, one after the other, fold it.
REPEATED = 256

_ASCII_BLANKS = bytes(c if chr(c).isalnum() else 32 for c in range(128)).lower() + bytes(128)
_CONTROLS = bytes(c for c in range(128) if (c < 32 and not chr(c).isspace()) or c == 127)


class _Foldings(dict[int, str]):
    """The folding of each character, worked out when first met."""

    def __init__(self, punctuation: bool) -> None:
        super().__init__()
        self.punctuation = punctuation

    def __missing__(self, point: int) -> str:
        folded = "".join(_fold_one(c, self.punctuation) for c in _decompose(chr(point)))
        if len(self) < REMEMBERED:
            self[point] = folded
        return folded


def _decompose(character: str) -> str:
    whole = SPELLINGS.get(character.casefold(), SIGNS.get(character))
    return whole if whole is not None else unicodedata.normalize("NFKD", character).casefold()


def _fold_one(sign: str, punctuation: bool) -> str:
    kind = unicodedata.category(sign)
    if sign in KEPT_SYMBOLS:
        return f" {sign} "
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    if kind[0] in "LN":
        return SPELLINGS.get(sign, sign)
    if kind[0] == "Z" or sign.isspace():
        return " "
    if kind[0] in "MC":
        return ""
    return SIGNS.get(sign, sign) if punctuation and SIGNS.get(sign, sign).isascii() else " "


_FOLDINGS = _Foldings(punctuation=False)
_TIDINGS = _Foldings(punctuation=True)


def fold(text: str) -> str:
    """Return small ASCII-like words with one blank between: `« Déjà ! »` gives `deja`, `2️⃣` gives `2`."""
    if text.isascii():
        return b" ".join(text.encode().translate(_ASCII_BLANKS, _CONTROLS).split()).decode()
    return _fold_wide(text)


@lru_cache(maxsize=REPEATED)
def _fold_wide(text: str) -> str:
    return " ".join(text.translate(_FOLDINGS).split())


def tidy(text: str) -> str:
    """Return the same as `fold` with punctuation kept: figures and lists need their commas."""
    return " ".join(text.translate(_TIDINGS).split())


def is_blank(text: str) -> bool:
    """Tell whether a person would see nothing: blanks, controls, marks of direction."""
    return not text[:1].isalnum() and not any(
        unicodedata.category(c)[0] not in "ZC" for c in text if not c.isspace()
    )


def squeeze(folded: str) -> str:
    """Return the text with each run of one letter made single: `ouiiii` gives `oui`."""
    return "".join(
        c for c, before in zip(folded, " " + folded, strict=False) if c != before or not c.isalpha()
    )
