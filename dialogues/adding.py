"""What is done with words at the recap, or shortly before it, that neither answer nor only name a part? None is lost."""

from __future__ import annotations

from typing import NamedTuple

from dialogues.definition import Ask
from dialogues.inputs import Reply
from dialogues.questions.recap import UNKNOWN
from dialogues.questions.shape import Refused, Revisit
from dialogues.reading.choices import exact
from dialogues.reading.fold import fold
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.phrases import strip
from dialogues.session import Asked
from dialogues.view import View

#: words of the shortest message that may be more of an idea: "des bancs"; a question of its own needs a sentence
SEVERAL, SENTENCE = 2, 4

#: hints of questions that cannot read a sentence which came too late for the one before
UNREAD = frozenset({"question.choice.hint.unknown", "question.photo.hint.text"})

#: signs between the name of a part and what is to stand there
SIGNS = ":="

#: characters of a message in which the name of a part is looked for
LOOKED_AT = 80


class Anew(NamedTuple):
    """A part that a message gives anew, and what is to stand there."""

    part: str
    words: str


def given_anew(view: View, text: str) -> Anew | None:
    """Return what "titre : des bancs" or "change le titre en des bancs" gives anew, None for any other message."""
    lexicon = view.lexicon()
    parted = _at_sign(text) or _at_word(text, lexicon)
    if parted is None:
        return None
    head, rest = lexicon.bare(strip(fold(parted[0]), lexicon.change)), parted[1].strip()
    asked = view.session.asked or Asked()
    met = exact(head, asked.options, lexicon) if head and rest else ()
    is_part = len(met) == 1 and met[0].value in view.definition.places
    return Anew(met[0].value, rest) if is_part else None


def _at_sign(text: str) -> tuple[str, str] | None:
    place = next((place for place, sign in enumerate(text[:LOOKED_AT]) if sign in SIGNS), 0)
    return (text[:place], text[place + 1 :]) if place else None


def _at_word(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Part a message that begins with a word of change at its first "en"."""
    words = text.split(" ")
    if fold(words[0]) not in lexicon.change:
        return None
    place = next((place for place, word in enumerate(words) if fold(word) in lexicon.rereading.into), 0)
    return (" ".join(words[:place]), " ".join(words[place + 1 :])) if place else None


def is_more(step: Ask, view: View, reply: Reply) -> bool:
    """Tell whether words may be more of what the recap shows, or of a part that they name."""
    folded, lexicon = fold(reply.text), view.lexicon()
    count = folded.count(" ") + 1
    if count < SEVERAL or folded in lexicon.hedges or folded in lexicon.unknown:
        return False
    asked = view.session.asked or Asked()
    match step.question.read(reply, view.scene(asked.options)):
        case Refused(hint, _, False):
            return hint == UNKNOWN or (hint in UNREAD and count >= SENTENCE)
        case Revisit(part):
            return part in step.adds and lexicon.rereading.adds(folded)
    return False
