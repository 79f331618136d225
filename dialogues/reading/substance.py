"""Does a short text say anything, or only that somebody is there?"""

from __future__ import annotations

from dialogues.reading.fold import fold
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.phrases import parts, strip

#: blanks of the longest text that may say nothing: "bonjour j'ai une idée à vous proposer"
BLANKS = 6
#: characters of it
LONGEST = 60


def says_nothing(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text is signs alone ("...", an emoji), "ok", "oui merci madame", a greeting, or an idea that is announced and not told."""
    if len(text) > LONGEST or text.count(" ") > BLANKS:
        return False
    folded = fold(text)
    if folded in lexicon.empty or not any(map(str.isalpha, folded)):
        return True
    if strip(folded, lexicon.beginnings) in lexicon.empty or parts(folded, lexicon.agreeing):
        return True
    tokens = folded.split(" ")
    if lexicon.announcements.triggers.isdisjoint(tokens):
        return lexicon.around.issuperset(tokens)
    return lexicon.announcements.is_bare(text)
