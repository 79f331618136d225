"""Are words that an interlude's question cannot read meant for the question that it interrupted? They are never dropped."""

from __future__ import annotations

from dialogues.definition import Ask
from dialogues.inputs import Reply
from dialogues.occasion import COMMAND_LENGTH, is_label, is_read, read_reply
from dialogues.offering import offer
from dialogues.questions.choice import ChoiceQuestion
from dialogues.questions.recap import RecapQuestion
from dialogues.reading.fold import fold
from dialogues.session import Session
from dialogues.talk import Talk
from dialogues.view import View

#: words of the shortest message that may be an answer in words: shorter ones are misspelt choices
SEVERAL = 3

#: words of the shortest one that may be an answer though a choice is read in it: "ça va recommencer comme l'an dernier"
SENTENCE = 4


def gives_beneath(talk: Talk, session: Session, step: Ask, reply: Reply) -> bool:
    """Tell whether a reply may be the answer to the question beneath, which is asked then; a closed one has no such words."""
    under = talk.conversation.beneath(session)
    if under is None or step.gathers or not talk.definition(session).interlude:
        return False
    asked = talk.definition(under).step(under.step or "")
    if not isinstance(asked, Ask) or not (_takes_words(asked) and _is_sentence(talk, session, step, reply)):
        return False
    talk.drop(session)
    talk.reopen(under)
    if asked.question.name != "text":
        talk.send(reply)
        return True
    view = View(talk.definition(under), under.but(state="open"), talk.circumstances)
    held, events = offer(asked, view, "beneath", reply.text)
    talk.take((held, tuple(events)))
    return True


def _takes_words(asked: Ask) -> bool:
    """Tell whether a question takes any words, or asks where they belong: a recap, a list of challenges."""
    return asked.question.name == "text" or bool(asked.otherwise) or isinstance(asked.question, RecapQuestion)


def _is_sentence(talk: Talk, session: Session, step: Ask, reply: Reply) -> bool:
    """Tell whether a reply has too many words for a choice of the interlude, which is then only brushed by them."""
    if reply.choice is not None or is_label(session, reply.text):
        return False
    folded = talk.lexicon.without_politeness(fold(reply.text[:COMMAND_LENGTH]))
    if not is_read(read_reply(talk.definition(session), session, step, reply), reply):
        return len(folded.split(" ")) >= SEVERAL
    if not isinstance(step.question, ChoiceQuestion) or len(folded.split(" ")) < SENTENCE:
        return False
    names_tongue = step.choices_from == "languages" and is_label(session, folded.rpartition(" ")[2])
    return not names_tongue and not _commands(talk, folded)


def _commands(talk: Talk, folded: str) -> bool:
    """Tell whether words are a command, or begin with one after a yes or a no: "oui, recommencer depuis le début"."""
    head, _, rest = folded.partition(" ")
    lexicon = talk.lexicon
    said = rest.partition(" ")[0] if head in lexicon.yes or head in lexicon.no else folded
    return lexicon.command(said) is not None
