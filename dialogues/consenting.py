"""What is said of a consent that waits and is no yes nor no: the other purpose, a condition, a question?"""

from __future__ import annotations

from dialogues.definition import Ask
from dialogues.inputs import Command, Reply
from dialogues.occasion import COMMAND_LENGTH, read_reply
from dialogues.questions.consent import ConsentQuestion
from dialogues.questions.shape import Refused
from dialogues.reading.asking import MARKS
from dialogues.reading.fold import fold
from dialogues.reading.subscribing import named_purpose
from dialogues.session import Session
from dialogues.subscribing import ASKED_BY
from dialogues.talk import Talk


def heard_of_consent(talk: Talk, session: Session, step: Ask, reply: Reply) -> bool:
    """See to words about a consent that its question cannot read; tell whether nothing is left to do.

    "Juste les actus" asks about news; "c'est quoi comme nouvelles ?" puts the question again. They are no idea, and no look
    for news of one.
    """
    if not isinstance(step.question, ConsentQuestion) or not 0 < len(reply.text) <= COMMAND_LENGTH:
        return False
    if not isinstance(read_reply(talk.definition(session), session, step, reply), Refused):
        return False
    folded = fold(reply.text)
    named = named_purpose(folded)
    words = folded.split(" ")
    denies = not talk.lexicon.negators.isdisjoint(words)
    if named not in ("", step.question.purpose) and not denies:
        talk.open(ASKED_BY[named])
    elif named and reply.text.rstrip().endswith(MARKS):
        talk.send(Command(talk.circumstances, "repeat"))
    elif named or words[0] in talk.lexicon.negators | talk.lexicon.hedges:
        talk.send(reply)
    else:
        return False
    return True
