"""Does a member of staff have the conversation, and is what is said for them? Whoever spoke last is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from dialogues.events import HandedBack, PassedOn
from dialogues.inputs import Reply
from dialogues.talk import Talk

#: how long staff may say nothing before the assistant answers again
SILENCE = timedelta(hours=24)

#: how staff came to have the conversation no more: they gave it back, said nothing for too long, or STOP was said
How = Literal["staff", "silence", "stopped"]


def is_for_staff(talk: Talk, reply: Reply, folded: str) -> bool:
    """Tell whether a reply is for the member of staff who has the conversation.

    Not a tap, nor a command word; nor an answer to what the assistant asked since staff last spoke, as a command made it.
    """
    since = talk.conversation.attended
    if since is None or reply.choice is not None:
        return False
    session = talk.active
    if session is not None and session.touched_at is not None and session.touched_at > since:
        return False
    return not folded or talk.lexicon.command(folded) is None


def take_over(talk: Talk) -> None:
    """Let the assistant answer again when staff have said nothing for too long, and say so."""
    since = talk.conversation.attended
    if since is not None and talk.circumstances.at - since > SILENCE:
        let_go(talk, "silence")
        talk.say("human.back.silence")


def let_go(talk: Talk, how: How) -> None:
    """Take the conversation from staff, if they have it."""
    if talk.conversation.attended is not None:
        talk.conversation = replace(talk.conversation, attended=None)
        talk.events.append(HandedBack(how))


def pass_on(talk: Talk) -> None:
    """Say nothing: the member of staff who has the conversation reads it."""
    talk.events.append(PassedOn())
