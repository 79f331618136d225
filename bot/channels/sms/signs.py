"""In what plain form is each sign written that GSM 03.38 lacks?"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Typography, one character for one: these can never make a text longer.
TYPOGRAPHY: Mapping[str, str] = (
    dict.fromkeys("‘’‚‛′ʼ‹›`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000", " ")
)
#: French quotation marks, with the space that goes with them.
GUILLEMETS = re.compile("«[ \u00a0\u202f]?|[ \u00a0\u202f]?»")
#: Dots, and marks of layout that no phone draws: soft hyphen, zero-width space, word joiner, byte order mark.
LAYOUT: Mapping[str, str] = {"…": "..."} | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")

#: Letters and signs that Unicode does not take apart; marks of direction go.
SIGNS: Mapping[str, str] = (
    {"œ": "oe", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"}
    | {"•": "-", "‣": "-", "▪": "-", "·": ".", "×": "x", "÷": "/", "≤": "<=", "≥": ">="}
    | {"→": "->", "←": "<-", "⇒": "=>", "©": "(c)", "®": "(R)", "™": "(TM)", "№": "No", "¢": "c"}
    | {"\ufffd": "?", "\u200e": "", "\u200f": ""}
)
#: Signs whose form depends on their neighbours: "10²" must not become "102", nor "37°" "37o".
CONTEXTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("Œ(?=[a-zà-ÿ])"), "Oe"),
    (re.compile("Œ"), "OE"),
    (re.compile("(?<=[nN])°"), "o"),
    (re.compile(" ?°"), " deg"),
    (re.compile("(?<=[a-zA-Z])²"), "2"),
    (re.compile("(?<=[a-zA-Z])³"), "3"),
)
