"""How does somebody ask to be written to first: by the town's questions, by its news? (norms §1)"""

from __future__ import annotations

from dialogues.inputs import Command, Reply
from dialogues.reading.fold import fold
from dialogues.reading.subscribing import named_purpose
from dialogues.talk import Talk

#: the dialogue that asks about each purpose
ASKED_BY = {"questions": "consent", "news": "news"}
NEWS = ASKED_BY["news"]


def subscribe(talk: Talk, reply: Reply) -> None:
    """Ask about what is named, about questions and news if nothing is; after STOP only START opens again (norms §3)."""
    named = named_purpose(fold(reply.text))
    dialogue = ASKED_BY.get(named, "consent")
    if talk.active is not None and talk.active.dialogue == dialogue and not talk.conversation.stopped:
        # who is being asked wants a word about it: "3 par semaine c'est trop"
        talk.send(reply)
    elif dialogue == NEWS:
        ask_for_news(talk)
    elif talk.conversation.stopped:
        talk.say("start.how")
    else:
        talk.open(dialogue, {} if named else {"wished": True})


def ask_for_news(talk: Talk, argument: str = "") -> None:
    """Ask about news, above the question that waits."""
    if talk.conversation.stopped:
        talk.say("start.how")
    elif talk.active is None or talk.active.dialogue != NEWS:
        talk.interrupt(NEWS)
    else:
        talk.send(Command(talk.circumstances, "repeat"))
