"""Does a reply say yes, no, or neither?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dialogues.reading.fold import fold, squeeze
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.phrases import strip

Verdict = Literal["yes", "no", "unclear", "unknown"]
Kind = Literal["yes", "no", "hedge", "negator", "around", "other"]

#: Beyond this a reply is a text, not a yes or a no; folded characters.
LONGEST = 300
#: Words of the longest phrase looked for.
LONGEST_PHRASE = 6


def read_yesno(text: str, lexicon: Lexicon, *, strict: bool = False) -> Verdict:
    """Return what the reply says; `strict` takes nothing beside the yes or no (consent, norms §1)."""
    folded = fold(text[: LONGEST * 2])
    if not folded or len(folded) > LONGEST:
        return "unknown"
    bare = strip(lexicon.without_politeness(folded), lexicon.rereading.partings)
    for whole in (_kind(folded, lexicon), _kind(bare, lexicon)):
        if whole in ("yes", "no"):
            return whole
    folded = bare
    return _weigh([kind for kind in _kinds(folded.split(" "), lexicon) if kind != "around"], strict)


def _weigh(kinds: list[Kind], strict: bool) -> Verdict:
    """A yes or a no alone is clear; followed by a reason it is clear enough, unless consent is at stake."""
    met = set(kinds)
    if "hedge" in met or {"yes", "no"} <= met or {"yes", "negator"} <= met:
        return "unclear"
    if not met & {"yes", "no"}:
        return "unknown"
    verdict: Verdict = "yes" if "yes" in met else "no"
    if "other" in met and (strict or kinds[0] != verdict):
        return "unclear"
    return verdict


def _kinds(tokens: list[str], lexicon: Lexicon) -> Iterator[Kind]:
    """Cut the reply in its longest known phrases, and tell the kind of each."""
    start = 0
    while start < len(tokens):
        size = next(
            s
            for s in range(min(LONGEST_PHRASE, len(tokens) - start), 0, -1)
            if s == 1 or _known(tokens[start : start + s], lexicon)
        )
        yield _kind(" ".join(tokens[start : start + size]), lexicon)
        start += size


def _known(tokens: list[str], lexicon: Lexicon) -> bool:
    return _kind(" ".join(tokens), lexicon) != "other"


def _kind(phrase: str, lexicon: Lexicon) -> Kind:
    if phrase in lexicon.yes:
        return "yes"
    if phrase in lexicon.no:
        return "no"
    if phrase in lexicon.hedges or phrase in lexicon.alternatives:
        return "hedge"
    if phrase in lexicon.negators:
        return "negator"
    if phrase in lexicon.around:
        return "around"
    match lexicon.squeezed.get(squeeze(phrase)):
        case "yes":
            return "yes"
        case "no":
            return "no"
    return "other"
