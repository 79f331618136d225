"""What of a text may be kept, when nobody may be found by it? Its words, without what names or reaches a person.

A rule, and no promise: a name that nothing introduces stays. So what is masked is kept only where the territory asks
for it, without who wrote it, and not for long.
"""

from __future__ import annotations

import re

#: Characters kept: more is no wish, but a story.
LONGEST = 300
#: Stands for what was taken out.
GONE = "…"

#: In this order: an address goes before the figures in it. Shapes stay, so that the sentence can still be learnt from.
_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE), f"http://{GONE}"),
    (re.compile(r"\S+@\S+\.\S+"), f"{GONE}@{GONE}"),
    (re.compile(r"(?<!\w)@\w+"), f"@{GONE}"),
    # the reference of an idea leads to its author: VELO-KMPT, velo 7k2m
    (re.compile(r"\b[A-Z]{4}-[A-Z0-9]{4}\b"), "XXXX-0000"),
    (re.compile(r"\b[a-z]{4}[ -]?(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{4}\b", re.IGNORECASE), "XXXX-0000"),
    (
        re.compile(
            r"\b(je m'appelle|je m’appelle|jm'appelle|mon nom est|moi c'est|my name is|me llamo|mi nombre es"
            r"|o meu nome é|chamo-me|اسمي)((?:\s+[^\W\d_][\w'’-]*){1,2})",
            re.IGNORECASE,
        ),
        rf"\1 {GONE}",
    ),
    # a title and a name: the name begins with a capital letter, the title may not
    (
        re.compile(
            r"\b((?i:m\.|mr\.?|mrs\.?|ms\.?|mme|mlle|monsieur|madame|mademoiselle|dr\.?|docteur|sr\.?|sra\.?|señora?))"
            r"((?:\s+[A-ZÀ-Þ][\w'’-]+)+)"
        ),
        rf"\1 {GONE}",
    ),
    (re.compile(r"\d"), "0"),
)


def mask(text: str) -> str:
    """Return the text on one line without addresses, names that something introduces, references and figures."""
    # no sign that a terminal or a page would obey
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    for pattern, instead in _MASKS:
        plain = pattern.sub(instead, plain)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + GONE
