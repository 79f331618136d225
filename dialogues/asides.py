"""What is said beside the question that waits: something asked of the service, or goodbye?"""

from __future__ import annotations

from dialogues.definition import Ask, Definition
from dialogues.inputs import Reply
from dialogues.occasion import OPEN
from dialogues.questions.recap import RecapQuestion
from dialogues.reading.privacy import topic_of
from dialogues.talk import Talk

#: how an idea is taken back: nobody is erased who only asks that
WITHDRAWING = "aside.withdrawing"


def sentence_for(talk: Talk, reply: Reply, folded: str) -> str:
    """Return the key of the sentence, "" for a message that is no such question; `folded` is "" of a long one."""
    questions = talk.lexicon.questions
    sentence = questions.sentence(reply.text, folded) if folded else ""
    if sentence or not folded or not questions.is_put(reply.text, folded):
        return sentence
    topic = topic_of(folded, talk.circumstances.language)
    return f"privacy.{topic}" if topic else ""


def tells_how_to_withdraw(talk: Talk, reply: Reply, folded: str, *, first: bool = False) -> bool:
    """Tell whether a message asks to take an idea back, having said how; who writes for the first time meets the assistant."""
    if sentence_for(talk, reply, folded) != WITHDRAWING:
        return False
    if first:
        talk.say("welcome.notice", apart=True)
    talk.say(WITHDRAWING)
    return True


def parts(talk: Talk, step: Ask, folded: str) -> bool:
    """Tell whether a message is a goodbye and nothing else; a recap says that nothing is sent yet."""
    lexicon = talk.lexicon
    says = folded in lexicon.rereading.partings and not lexicon.greets(folded)
    return says and not isinstance(step.question, RecapQuestion)


def is_last(definition: Definition, step: Ask) -> bool:
    """Tell whether a survey asks nothing after a question but what to correct: a goodbye to it leaves nothing open."""
    later = definition.steps[definition.places[step.id] + 1 :]
    return bool(definition.survey) and not any(
        isinstance(one, Ask) and not isinstance(one.question, RecapQuestion) for one in later
    )


def answer_then_back(talk: Talk, step: Ask, folded: str) -> str:
    """Return the answer in "9 retour", "" when the message is not of that form."""
    head, _, last = folded.rpartition(" ")
    if not head or step.question.name in OPEN:
        return ""
    return head if talk.lexicon.command(last) == ("back", "") else ""
