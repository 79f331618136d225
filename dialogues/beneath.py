"""Are words that an interlude's question cannot read meant for the question that it interrupted? They are never dropped."""

from __future__ import annotations

from dialogues.definition import Ask
from dialogues.inputs import Reply
from dialogues.occasion import is_read, read_reply
from dialogues.offering import offer
from dialogues.questions.recap import RecapQuestion
from dialogues.questions.shape import Accepted, Reading, Thin
from dialogues.reading.fold import fold
from dialogues.session import Session
from dialogues.talk import Talk
from dialogues.view import View

#: words of the shortest message that may be an answer in words: shorter ones are misspelt choices
SEVERAL = 3


def gives_beneath(talk: Talk, session: Session, step: Ask, reply: Reply) -> bool:
    """Tell whether a reply was the answer to the question beneath, or may be it, which is asked then."""
    under = talk.paused(id=session.found.get("over", ""))
    if under is None or step.gathers or not talk.definition(session).interlude:
        return False
    asked = talk.definition(under).step(under.step or "")
    if not isinstance(asked, Ask) or isinstance(asked.question, RecapQuestion):
        return False
    if is_read(read_reply(talk.definition(session), session, step, reply), reply):
        return False
    reading = read_reply(talk.definition(under), under, asked, reply)
    if not _is_given(asked, reading, reply):
        return False
    talk.drop(session)
    talk.reopen(under)
    if asked.question.name == "text":
        view = View(talk.definition(under), under.but(state="open"), talk.circumstances)
        held, events = offer(asked, view, "beneath", reply.text)
        talk.take((held, tuple(events)))
    else:
        talk.send(reply)
    return True


def _is_given(asked: Ask, reading: Reading, reply: Reply) -> bool:
    """Tell whether the question beneath reads the reply: in words, several of them."""
    if asked.question.name == "text":
        return isinstance(reading, Accepted | Thin) and len(fold(reply.text[:200]).split()) >= SEVERAL
    return isinstance(reading, Accepted)
