"""What is a message that is neither STOP nor a command: an answer, a greeting, or the beginning of something?"""

from __future__ import annotations

from dataclasses import replace

from dialogues.asides import answer_then_back, is_last, parts, sentence_for, tells_how_to_withdraw
from dialogues.beneath import gives_beneath
from dialogues.commands import come_back, obey
from dialogues.consenting import heard_of_consent
from dialogues.definition import Ask
from dialogues.drafts import is_cold
from dialogues.events import Misunderstood
from dialogues.gathering import gathered
from dialogues.inputs import Command, Reply
from dialogues.menu import names_option, wish
from dialogues.occasion import OPEN, Occasion, looks_at_ideas, read_reply
from dialogues.proposal import brings, brought
from dialogues.questions.shape import Accepted, Refused
from dialogues.questions.text import LONGEST_TEXT
from dialogues.reading.fold import fold
from dialogues.reading.tongue import tongue_asked
from dialogues.session import Session
from dialogues.surveys import survey_named
from dialogues.talk import Talk
from dialogues.understanding import Opinion, moved
from dialogues.wishes import TOLD, as_presented, doubt, grant, may_doubt, may_grant


def welcome(talk: Talk, reply: Reply, folded: str, occasion: Occasion) -> None:
    """Introduce the assistant (norms §1), then go where the first message wants to go."""
    talk.conversation = replace(talk.conversation, introduced=True)
    command = talk.lexicon.command(folded) if folded else None
    if command is not None and command[0] not in ("start", "stop"):
        talk.say("welcome.notice", apart=True)
        obey(talk, *command)
        return
    if command is not None and command[0] == "start":
        come_back(talk)
    elif tells_how_to_withdraw(talk, reply, folded, first=True):
        talk.open("menu")
        return
    slug = command[1] if command is not None and command[0] == "start" else ""
    survey = survey_named(talk, slug or folded)
    says_nothing = folded == "start" or talk.lexicon.greets(folded) or bool(tongue_asked(folded))
    wanted = None if slug or survey or says_nothing else wish(talk, reply)
    understood = survey is None and _is_understood(talk, reply, folded, occasion, wanted)
    if len(reply.text) > LONGEST_TEXT or understood:
        talk.say("welcome.notice", apart=True)
        _begin(talk, reply, folded, occasion)
        return
    if wanted in (None, "guess"):
        _note_misunderstood(talk, reply, occasion)
    given = {
        "intent": wanted,
        "words": reply.text,
        "consultation": "" if survey else slug,
        **brought(talk, reply),
    }
    given["survey"] = survey
    talk.open("welcome", {name: value for name, value in given.items() if value})


def answer(talk: Talk, reply: Reply, folded: str, occasion: Occasion) -> None:
    """Give the reply to the question that waits, or find out what it begins."""
    session = talk.active
    if session is None:
        _begin(talk, reply, folded, occasion)
        return
    step = talk.definition(session).step(session.step or "")
    assert isinstance(step, Ask)
    if talk.definition(session).draft and looks_at_ideas(talk.library, talk.circumstances.language, folded):
        talk.interrupt("my_ideas")
    elif not _interrupted(talk, session, step, reply, folded, occasion):
        talk.send(reply)


def _interrupted(
    talk: Talk, session: Session, step: Ask, reply: Reply, folded: str, occasion: Occasion
) -> bool:
    """Tell whether the message was something else than an answer, and was seen to."""
    definition = talk.definition(session)
    if is_cold(session, talk.library, talk.circumstances.at) and not _clear(talk, session, step, reply):
        words = "" if talk.lexicon.greets(folded) else reply.text
        said = {"words": words} if words.strip() else {}
        talk.interrupt("resume", {**talk.about(session), **said})
    elif parts(talk, step, folded) and not definition.yields:
        obey(talk, "skip" if step.optional and is_last(definition, step) else "later", "")
    elif talk.lexicon.greets(folded):
        _greet(talk, folded)
        talk.send(Command(talk.circumstances, "repeat"))
    elif sentence := sentence_for(talk, reply, folded):
        talk.say(sentence)
        talk.send(Command(talk.circumstances, "repeat"))
    elif head := answer_then_back(talk, step, folded):
        talk.send(Command(talk.circumstances, "back", head))
    elif definition.interlude and folded in talk.lexicon.no and _refuses(talk, session, step, reply):
        obey(talk, "later", "")
    elif definition.yields and talk.lexicon.thanks(folded) and _refuses(talk, session, step, reply):
        _take_thanks(talk)
    elif definition.yields and _only_begins(talk, reply, folded) and _refuses(talk, session, step, reply):
        return True
    elif definition.yields and not reply.text and (things := brings(talk, reply)):
        talk.say("engine.set_aside")
        talk.open("menu", things)
    else:
        return _freely_said(talk, session, step, reply, occasion)
    return True


def _only_begins(talk: Talk, reply: Reply, folded: str) -> bool:
    """Tell whether a message is the beginning of another one, "alors voilà": it is waited for in silence."""
    return folded in talk.lexicon.beginnings and not (reply.point or reply.attachments)


def _freely_said(talk: Talk, session: Session, step: Ask, reply: Reply, occasion: Occasion) -> bool:
    """See to words that are a wish, or that the question cannot read; False leaves them to the question."""
    reply = as_presented(talk, reply)
    if heard_of_consent(talk, session, step, reply):
        return True
    opinion = reply.opinion
    granted = opinion if opinion is not None and may_grant(opinion, occasion) else None
    # what sounds like an idea may be the answer about one
    if (granted is None or granted.sure in TOLD) and gives_beneath(talk, session, step, reply):
        return True
    if granted is not None:
        grant(talk, *_whole(session, step, reply, granted))
        return True
    if not (talk.definition(session).yields and _refuses(talk, session, step, reply)):
        return False
    if fold(reply.text).isdecimal():
        # a number answers the list that is shown, and no other
        return False
    wanted = _other_wish(talk, session, reply)
    if wanted in (None, "guess") and step.gathers:
        return False
    if wanted in (None, "guess") and opinion is not None and occasion is Occasion.WISH:
        # a question that waits is put again rather than left for a guess, the menu's excepted
        if (step.wishes or opinion.sure) and may_doubt(opinion):
            doubt(talk, reply, opinion)
            return True
        _note_misunderstood(talk, reply, occasion)
    if wanted is not None:
        _go(talk, wanted, reply)
    return wanted is not None


def _whole(session: Session, step: Ask, reply: Reply, opinion: Opinion) -> tuple[Reply, Opinion]:
    """Return a reply that says more of what was kept before it with those words, and what it names moved after them."""
    if not step.gathers or opinion.sure not in TOLD:
        return reply, opinion
    text = gathered(step, session, reply.text)
    return reply._replace(text=text), moved(opinion, len(text) - len(reply.text))


def _go(talk: Talk, wanted: str, reply: Reply) -> None:
    """Open what a free message asks for; a draft is simply taken up."""
    if wanted == "resume":
        talk.leave()
        talk.take_up()
    else:
        said = "hint" if wanted == "idea" else "words"
        talk.open(wanted, {said: reply.text, **brought(talk, reply)})


def _clear(talk: Talk, session: Session, step: Ask, reply: Reply) -> bool:
    """Tell whether a late reply is without doubt the answer: a closed question that reads it."""
    if step.question.name in OPEN:
        return bool(reply.attachments or reply.point)
    return isinstance(read_reply(talk.definition(session), session, step, reply), Accepted)


def _refuses(talk: Talk, session: Session, step: Ask, reply: Reply) -> bool:
    return isinstance(read_reply(talk.definition(session), session, step, reply), Refused)


def _greet(talk: Talk, folded: str) -> None:
    talk.say("engine.undisturbed" if talk.lexicon.courtesies.are_all(folded) else "engine.hello")


def _take_thanks(talk: Talk) -> None:
    """Answer thanks where it costs nothing: by SMS, silence is polite too."""
    if not talk.circumstances.capabilities.brief:
        talk.say("engine.thanks")


def _other_wish(talk: Talk, session: Session, reply: Reply) -> str | None:
    """Return what a reply wants that the waiting question cannot read."""
    wanted = wish(talk, reply)
    # other words in answer to "is this an idea?" are asked about in their turn
    return None if wanted == session.dialogue != "guess" else wanted


def _begin(talk: Talk, reply: Reply, folded: str, occasion: Occasion) -> None:
    """See to a message that no question waits for."""
    reply = as_presented(talk, reply)
    if folded and (talk.lexicon.thanks(folded) or folded in talk.lexicon.yes):
        _take_thanks(talk)
        return
    if tells_how_to_withdraw(talk, reply, folded):
        talk.open("menu")
        return
    wanted = None if folded.isdecimal() else wish(talk, reply)
    if talk.lexicon.greets(folded):
        _greet(talk, folded)
    elif _is_understood(talk, reply, folded, occasion, wanted):
        _understand(talk, reply, occasion)
        return
    elif wanted is not None:
        if wanted == "guess":
            _note_misunderstood(talk, reply, occasion)
        _go(talk, wanted, reply)
        return
    elif len(reply.text) > LONGEST_TEXT:
        talk.say("question.text.hint.long", length=len(reply.text), maximum=LONGEST_TEXT)
    elif things := brings(talk, reply):
        talk.say("engine.set_aside")
        talk.open("menu", things)
        return
    else:
        _note_misunderstood(talk, reply, occasion)
        talk.say("engine.stale" if folded.isdecimal() else "engine.lost")
    talk.open("menu")


def _is_understood(talk: Talk, reply: Reply, folded: str, occasion: Occasion, wanted: str | None) -> bool:
    """Tell whether an opinion says more than the menu's own words, which come first where they are named exactly."""
    opinion = reply.opinion
    if opinion is None or occasion is not Occasion.WISH or names_option(talk, folded):
        return False
    return may_grant(opinion, occasion) or (wanted in (None, "guess") and may_doubt(opinion))


def _understand(talk: Talk, reply: Reply, occasion: Occasion) -> None:
    """Do what the service is sure is wanted, else offer what may be."""
    assert reply.opinion is not None
    if may_grant(reply.opinion, occasion):
        grant(talk, reply, reply.opinion)
    else:
        doubt(talk, reply, reply.opinion)


def _note_misunderstood(talk: Talk, reply: Reply, occasion: Occasion) -> None:
    """Tell that somebody was asked what the words want, and did not know."""
    if reply.opinion is not None and occasion is Occasion.WISH:
        talk.events.append(Misunderstood(reply.text))
