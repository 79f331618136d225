"""What does a word like AIDE or STOP do, at whatever step it is said?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogues.attended import let_go, pass_on
from dialogues.drafts import is_draft
from dialogues.emergency import hear_danger
from dialogues.events import ConsentGiven, ConsentWithdrawn
from dialogues.inputs import Command
from dialogues.occasion import DISTRESS_LENGTH
from dialogues.reading.fold import fold
from dialogues.speaking import change_language
from dialogues.subscribing import ask_for_news
from dialogues.surveys import survey_named
from dialogues.talk import Talk

#: purpose that stands for every purpose on every channel of the person (norms §3)
EVERYTHING = "all"


def obey(talk: Talk, name: str, argument: str) -> None:
    """Do what a command word asks."""
    COMMANDS[name](talk, argument)


def _help(talk: Talk, argument: str) -> None:
    talk.say("help.general" if talk.active is None else "help.contact")
    if talk.active is not None:
        talk.send(Command(talk.circumstances, "help"))


def _pass_on(name: str) -> Callable[[Talk, str], None]:
    """Return a command that is the waiting session's own affair."""

    def obey_in_session(talk: Talk, argument: str) -> None:
        if talk.active is None:
            talk.open("menu")
        else:
            talk.send(Command(talk.circumstances, name, argument))

    return obey_in_session


def _back(talk: Talk, argument: str) -> None:
    """Go one question back; from the first question of an interlude, back to what it interrupted."""
    session = talk.active
    under = talk.conversation.beneath(session)
    if session is not None and under is not None and not session.trail:
        talk.drop(session)
        talk.wake(under, "")
    elif session is not None and talk.definition(session).interlude and not session.trail:
        talk.open("menu")
    else:
        _pass_on("back")(talk, argument)


def _restart(talk: Talk, argument: str) -> None:
    session = talk.active
    under = talk.conversation.beneath(session)
    if session is None:
        talk.open("menu")
    elif under is not None and session.dialogue not in ("restart", "resume"):
        # a newer command comes before the question of an older one
        talk.drop(session)
        talk.reopen(under)
        _restart(talk, argument)
    elif talk.definition(session).interlude:
        talk.send(Command(talk.circumstances, "repeat"))
    elif is_draft(session, talk.library):
        talk.interrupt("restart")
    else:
        talk.drop(session)
        talk.begin_again(session)


def _later(talk: Talk, argument: str) -> None:
    """Leave what is under way, a draft for later; an interlude gives back what it interrupted."""
    session = talk.active
    under = talk.conversation.beneath(session)
    if session is not None and under is not None and session.dialogue != "resume":
        talk.drop(session)
        talk.wake(under, "")
        return
    kept = any(is_draft(left, talk.library) for left in (session, under) if left is not None)
    talk.leave()
    talk.say("engine.left.draft" if kept else "engine.left")


def _wait(talk: Talk, argument: str) -> None:
    """Leave the question as it is: somebody thinks, or is about to correct."""
    talk.say("engine.waits" if talk.active is not None else "engine.left")


def _menu(talk: Talk, argument: str) -> None:
    talk.open("menu")


def _interlude(name: str) -> Callable[[Talk, str], None]:
    """Return a command that opens a dialogue of its own above the waiting one."""

    def obey_by_interlude(talk: Talk, argument: str) -> None:
        if talk.active is None or talk.active.dialogue != name:
            talk.interrupt(name)
        else:
            talk.send(Command(talk.circumstances, "repeat"))

    return obey_by_interlude


def _link(talk: Talk, argument: str) -> None:
    """Offer a code to write on another channel; or take the one that was written."""
    talk.interrupt("link", {"code": argument} if argument else None)


def stop(talk: Talk, how: str = "keyword") -> None:
    """Withdraw from everything, everywhere, at once; confirm once (norms §3)."""
    talk.leave()
    if talk.conversation.stopped:
        return
    talk.conversation = replace(talk.conversation, stopped=True)
    let_go(talk, "stopped")
    talk.say("stop.confirmed", apart=True)
    talk.events.append(ConsentWithdrawn(EVERYTHING, talk.text("stop.confirmed"), how))


def withdraw(talk: Talk, purpose: str) -> None:
    """Withdraw from one purpose, and leave a survey that waits; an idea goes on."""
    key = f"stop.purpose.{purpose}"
    talk.say(key)
    talk.events.append(ConsentWithdrawn(purpose, talk.text(key), "words"))
    if talk.active is not None and talk.definition(talk.active).survey:
        talk.leave()
    elif talk.active is not None:
        talk.send(Command(talk.circumstances, "repeat"))


def stop_consultation(talk: Talk, slug: str) -> None:
    """Withdraw from one consultation only."""
    talk.say("stop.one", consultation=slug)
    talk.events.append(
        ConsentWithdrawn(f"consultation:{slug}", talk.text("stop.one", consultation=slug), "keyword")
    )


def _stop(talk: Talk, argument: str) -> None:
    stop(talk)


def come_back(talk: Talk) -> None:
    """Open again what STOP closed (norms §3)."""
    if talk.conversation.stopped:
        talk.conversation = replace(talk.conversation, stopped=False)
        talk.say("start.confirmed")
        talk.events.append(ConsentGiven(EVERYTHING, talk.text("start.confirmed"), "keyword"))


def _raised_hand(talk: Talk, argument: str) -> None:
    """Ask whether a sign, a raised hand, is STOP; who said STOP has been heard."""
    if not talk.conversation.stopped:
        _interlude("unsubscribe")(talk, argument)


def _start(talk: Talk, argument: str) -> None:
    """Come back after STOP; else greet, or open what a poster named, a survey or a consultation."""
    come_back(talk)
    survey = survey_named(talk, argument)
    if survey is not None:
        talk.open("survey", {"survey": survey})
    elif argument:
        talk.open("consultation", {"consultation": argument})
    elif talk.active is None:
        talk.open("menu")
    else:
        talk.send(Command(talk.circumstances, "repeat"))


def _edited(talk: Talk, argument: str) -> None:
    """Obey an edit that says STOP, hear one of danger; else say how an answer is changed: what was answered stays."""
    if talk.lexicon.stop(fold(argument)) == "":
        stop(talk)
    elif hear_danger(talk, fold(argument[:DISTRESS_LENGTH])):
        return
    elif talk.conversation.attended is not None:
        pass_on(talk)
    elif talk.active is not None:
        talk.say("engine.edited")


def _blocked(talk: Talk, argument: str) -> None:
    """Take a shut door for what it is: a withdrawal from everything; nothing can be said."""
    if talk.conversation.stopped:
        return
    talk.leave()
    talk.conversation = replace(talk.conversation, stopped=True)
    let_go(talk, "stopped")
    talk.events.append(ConsentWithdrawn(EVERYTHING, "", "provider"))


def _unblocked(talk: Talk, argument: str) -> None:
    """Wait for START: an open door is no consent (norms §3)."""


def _flooded(talk: Talk, argument: str) -> None:
    """Say, once in a while, that so many messages are not read; who said STOP is left in peace."""
    if not talk.conversation.stopped:
        talk.say("engine.flooded")


def _handed_back(talk: Talk, argument: str) -> None:
    """Say that the assistant answers again, and put the question that waits once more; `argument` is how."""
    talk.conversation = replace(talk.conversation, attended=None)
    if talk.conversation.stopped:
        return
    talk.say(f"human.back.{argument}")
    if talk.active is not None:
        talk.send(Command(talk.circumstances, "repeat"))


#: command → what it does; each is documented in docs/commands.md
COMMANDS: Mapping[str, Callable[[Talk, str], None]] = {
    "help": _help,
    "back": _back,
    "skip": _pass_on("skip"),
    "restart": _restart,
    "later": _later,
    "wait": _wait,
    "menu": _menu,
    "language": change_language,
    "my_data": _interlude("my_data"),
    "erase": _interlude("erase"),
    "read": _interlude("similar"),
    "news": ask_for_news,
    "link": _link,
    "stop": _stop,
    "raised_hand": _raised_hand,
    "start": _start,
    "edited": _edited,
    "blocked": _blocked,
    "unblocked": _unblocked,
    "flooded": _flooded,
    "handed_back": _handed_back,
}
