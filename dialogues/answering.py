"""What is a message that is neither STOP nor a command: an answer, a greeting, or the beginning of something?"""

from __future__ import annotations

from dataclasses import replace

from dialogues.commands import come_back, obey
from dialogues.definition import Ask, Definition
from dialogues.drafts import is_cold
from dialogues.inputs import Command, Json, Reply
from dialogues.questions.shape import Accepted, Reading, Refused
from dialogues.questions.text import LONGEST_TEXT
from dialogues.reading.fold import fold
from dialogues.session import Asked, Session
from dialogues.setting_aside import things_of
from dialogues.talk import Talk
from dialogues.view import View, given_options

#: words it takes for a message that nobody recognised to be offered as an idea
IDEA_WORDS = 4

#: question types whose answer is free text: anything may be an answer
_OPEN = frozenset({"text", "location"})


def welcome(talk: Talk, reply: Reply, folded: str) -> None:
    """Introduce the assistant (norms §1), then go where the first message wants to go."""
    talk.conversation = replace(talk.conversation, introduced=True)
    command = talk.lexicon.command(folded) if folded else None
    if command is not None and command[0] not in ("start", "stop"):
        talk.say("welcome.notice", apart=True)
        obey(talk, *command)
        return
    if command is not None and command[0] == "start":
        come_back(talk)
    slug = command[1] if command is not None and command[0] == "start" else ""
    wanted = None if slug or folded == "start" or talk.lexicon.greets(folded) else wish(talk, reply)
    if len(reply.text) > LONGEST_TEXT:
        talk.say("welcome.notice", apart=True)
        _begin(talk, reply, folded)
        return
    given = {"intent": wanted, "words": reply.text, "consultation": slug, **brought(talk, reply)}
    talk.open("welcome", {name: value for name, value in given.items() if value})


def answer(talk: Talk, reply: Reply, folded: str) -> None:
    """Give the reply to the question that waits, or find out what it begins."""
    session = talk.active
    if session is None:
        _begin(talk, reply, folded)
        return
    step = talk.definition(session).step(session.step or "")
    assert isinstance(step, Ask)
    if not _interrupted(talk, session, step, reply, folded):
        talk.send(reply)


def _interrupted(talk: Talk, session: Session, step: Ask, reply: Reply, folded: str) -> bool:
    """Tell whether the message was something else than an answer, and was seen to."""
    definition = talk.definition(session)
    if is_cold(session, talk.library, talk.circumstances.at) and not _clear(talk, session, step, reply):
        words = "" if talk.lexicon.greets(folded) else reply.text
        said = {"words": words} if words.strip() else {}
        talk.interrupt("resume", {**talk.about(session), **said})
    elif talk.lexicon.greets(folded):
        talk.say("engine.hello")
        talk.send(Command(talk.circumstances, "repeat"))
    elif head := _answer_then_back(talk, step, folded):
        talk.send(Command(talk.circumstances, "back", head))
    elif definition.yields and talk.lexicon.thanks(folded) and _refuses(talk, session, step, reply):
        _take_thanks(talk)
    elif definition.yields and not reply.text and (things := brought(talk, reply)):
        talk.say("engine.set_aside")
        talk.open("menu", things)
    elif definition.yields and (wanted := _other_wish(talk, session, step, reply)):
        _go(talk, wanted, reply)
    else:
        return False
    return True


def _go(talk: Talk, wanted: str, reply: Reply) -> None:
    """Open what a free message asks for; a draft is simply taken up."""
    if wanted == "resume":
        talk.leave()
        talk.take_up()
    else:
        talk.open(wanted, {"words": reply.text, **brought(talk, reply)})


def _clear(talk: Talk, session: Session, step: Ask, reply: Reply) -> bool:
    """Tell whether a late reply is without doubt the answer: a closed question that reads it."""
    if step.question.name in _OPEN:
        return bool(reply.attachments or reply.point)
    return isinstance(_read(talk, session, step, reply), Accepted)


def _read(talk: Talk, session: Session, step: Ask, reply: Reply) -> Reading:
    view = View(talk.definition(session), session, talk.circumstances)
    asked = session.asked or Asked()
    return step.question.read(reply, view.scene(asked.options, asked.draft))


def _answer_then_back(talk: Talk, step: Ask, folded: str) -> str:
    """Return the answer in "9 retour", "" when the message is not of that form."""
    head, _, last = folded.rpartition(" ")
    if not head or step.question.name in _OPEN:
        return ""
    return head if talk.lexicon.command(last) == ("back", "") else ""


def _refuses(talk: Talk, session: Session, step: Ask, reply: Reply) -> bool:
    return isinstance(_read(talk, session, step, reply), Refused)


def _take_thanks(talk: Talk) -> None:
    """Answer thanks where it costs nothing; on SMS silence is polite too."""
    if not talk.circumstances.capabilities.brief:
        talk.say("engine.thanks")


def _other_wish(talk: Talk, session: Session, step: Ask, reply: Reply) -> str | None:
    """Return what a reply wants that the waiting question cannot read."""
    if not _refuses(talk, session, step, reply):
        return None
    wanted = wish(talk, reply)
    # other words in answer to "is this an idea?" are asked about in their turn
    return None if wanted == session.dialogue != "guess" else wanted


def _begin(talk: Talk, reply: Reply, folded: str) -> None:
    """See to a message that no question waits for."""
    if folded and (talk.lexicon.thanks(folded) or folded in talk.lexicon.yes):
        _take_thanks(talk)
        return
    wanted = None if folded.isdecimal() else wish(talk, reply)
    if talk.lexicon.greets(folded):
        talk.say("engine.hello")
    elif wanted is not None:
        _go(talk, wanted, reply)
        return
    elif len(reply.text) > LONGEST_TEXT:
        talk.say("question.text.hint.long", length=len(reply.text), maximum=LONGEST_TEXT)
    elif things := brought(talk, reply):
        talk.say("engine.set_aside")
        talk.open("menu", things)
        return
    else:
        talk.say("engine.stale" if folded.isdecimal() else "engine.lost")
    talk.open("menu")


def brought(talk: Talk, reply: Reply) -> dict[str, Json]:
    """Return the photos and the place that came with a message, or before it, for the idea that it may begin."""
    view = View(talk.library.get("idea"), Session("", "idea", ""), talk.circumstances)
    return things_of(reply, view, talk.active.found if talk.active is not None else {})


def wish(talk: Talk, reply: Reply) -> str | None:
    """Return the dialogue that a free message asks for, "guess" for words that may be an idea, None otherwise."""
    menu: Definition = talk.library.get("menu")
    step = menu.step("menu")
    assert isinstance(step, Ask)
    view = View(menu, Session("", "menu", menu.version), talk.circumstances)
    reading = step.question.read(reply, view.scene(given_options(step, view)))
    if isinstance(reading, Accepted):
        return str(reading.value)
    if len(reply.text) > LONGEST_TEXT:
        return None
    return "guess" if len(fold(reply.text[:500]).split()) >= IDEA_WORDS else None
