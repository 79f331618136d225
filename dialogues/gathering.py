"""What becomes of words that come while a question is put about others? They add up: none is lost."""

from __future__ import annotations

from dialogues.asking import ask_whole
from dialogues.definition import Ask
from dialogues.questions.text import LONGEST_TEXT
from dialogues.reading.fold import fold
from dialogues.session import Session
from dialogues.view import View
from dialogues.walk import Walked

#: words of the shortest message that is added to another: "près du lac"
SEVERAL = 2


def gathered(step: Ask, session: Session, text: str) -> str:
    """Return the words that a question is about, those of the text added."""
    return "\n".join(filter(None, (session.found.get(step.gathers), text)))


def may_gather(step: Ask, view: View, text: str) -> bool:
    """Tell whether words are added to those that a question is about."""
    whole = gathered(step, view.session, text)
    if not step.gathers or len(whole) > LONGEST_TEXT:
        return False
    folded, lexicon = fold(text), view.lexicon()
    hesitates = folded in lexicon.hedges or folded in lexicon.unknown
    return not hesitates and len(folded.split(" ")) >= SEVERAL


def gather(step: Ask, view: View, text: str) -> Walked:
    """Keep one more message, and put the question again."""
    found = {**view.session.found, step.gathers: gathered(step, view.session, text)}
    session, said = ask_whole(step, view.at(view.session.but(found=found)), view.say("engine.gathered"))
    return session, [said]
