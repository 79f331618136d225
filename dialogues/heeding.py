"""What that is understood is heeded at once, whatever waits? Danger, and a plain wish to hear no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues.commands import stop, withdraw
from dialogues.definition import Ask
from dialogues.emergency import tell_numbers
from dialogues.gathering import gathered
from dialogues.inputs import Reply
from dialogues.occasion import DISTRESS_LENGTH, Occasion
from dialogues.reading.asking import MARKS
from dialogues.reading.fold import fold
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.refusing import refused_purpose
from dialogues.talk import Talk
from dialogues.understanding import Opinion

#: somebody is in danger: the numbers come first, whatever waits
ALARMS = frozenset({"danger", "distress"})

#: the wish to hear nothing more
OPT_OUT = "unsubscribe"

#: words around a hyperbole that say nothing more: "je suis"
BARE = 2

#: words between an excuse and what it is for: "mais svp"
LINKS = 2


def courteous(talk: Talk, reply: Reply) -> Reply:
    """Return a reply without the opinion that it wants no more messages where it only excuses itself for coming.

    What follows the excuse may be that wish, and then it stands; where it may only be, as in words of streets or nights
    and of no message, it is not beyond doubt.
    """
    reply = _without_hyperboles(talk, reply)
    opinion = reply.opinion
    if opinion is None or OPT_OUT not in (opinion.sure, *opinion.guesses):
        return reply
    folded, lexicon = fold(reply.text[:DISTRESS_LENGTH]), talk.lexicon
    rest = lexicon.courtesies.after(folded)
    if rest is not None and lexicon.stops.triggers.isdisjoint(rest.split(" ")):
        sure = "" if opinion.sure == OPT_OUT else opinion.sure
        guesses = tuple(guess for guess in opinion.guesses if guess != OPT_OUT)
        return reply._replace(opinion=replace(opinion, sure=sure, guesses=guesses))
    doubtful = _is_asked(reply.text, folded, lexicon) if rest is None else not _ends_in_stop(rest, lexicon)
    return reply._replace(opinion=replace(opinion, certain=False)) if doubtful else reply


def _without_hyperboles(talk: Talk, reply: Reply) -> Reply:
    """Return a reply without the opinion that it tells of distress where only "mourir de rire" and its like did."""
    opinion = reply.opinion
    if opinion is None or opinion.sure not in ALARMS:
        return reply
    folded = fold(reply.text[:DISTRESS_LENGTH])
    left = talk.lexicon.hyperboles.without(folded)
    if left == folded or _tells_of_oneself(left.split(" "), talk.lexicon):
        return reply
    guesses = tuple(guess for guess in opinion.guesses if guess not in ALARMS)
    return reply._replace(opinion=replace(opinion, sure="", certain=False, guesses=guesses))


def _tells_of_oneself(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether words beside a hyperbole may be of somebody's own distress: then they are heard as such."""
    alarming = not lexicon.danger_words.isdisjoint(words)
    return alarming or (len(words) > BARE and not lexicon.selves.isdisjoint(words))


def _is_asked(text: str, folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a message may ask or tell something else: "sms illimités ?", or words of streets."""
    return text.rstrip().endswith(MARKS) or _elsewhere(folded, lexicon)


def _elsewhere(folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a message is of streets or nights, and of no message."""
    words = folded.split(" ")
    return lexicon.messaging.isdisjoint(words) and not lexicon.elsewhere.isdisjoint(words)


def _ends_in_stop(rest: str, lexicon: Lexicon) -> bool:
    """Tell whether what follows an excuse is STOP in words, after a "mais"."""
    words = rest.split(" ")
    return any(lexicon.stops.read(" ".join(words[skipped:])) == "" for skipped in range(LINKS + 1))


def heed(talk: Talk, reply: Reply, opinion: Opinion, occasion: Occasion) -> bool:
    """See to danger and to a plain wish to hear no more; tell whether nothing is left to do with the message.

    A free-text answer is never taken away: the numbers are said, and the answer kept. An opt-out beyond doubt is
    obeyed at once, as STOP is (norms §3): to withdraw must cost no more than to agree.
    """
    if opinion.sure in ALARMS and occasion is not Occasion.NONE:
        beside = occasion is Occasion.DANGER
        if not beside or opinion.certain:
            tell_numbers(talk, reply.text, opinion.sure)
        if not beside:
            _keep(talk, reply.text)
        return not beside
    if occasion not in (Occasion.ASIDE, Occasion.WISH):
        return False
    if opinion.sure == OPT_OUT and opinion.certain:
        _leave_alone(talk, reply)
        return True
    return _takes_news_back(talk, reply)


def _takes_news_back(talk: Talk, reply: Reply) -> bool:
    """Withdraw from news who agreed to them and says "plus d'actus"; elsewhere that may be a wish for more."""
    agreed = "news" in (talk.circumstances.known.get("consents_given") or ())
    if (
        not agreed
        or talk.conversation.stopped
        or refused_purpose(fold(reply.text[:DISTRESS_LENGTH])) != "news"
    ):
        return False
    withdraw(talk, "news")
    return True


def _keep(talk: Talk, words: str) -> None:
    """Add words to those that the waiting question is about, and say nothing more: the numbers stand last."""
    session = talk.active
    step = talk.definition(session).step(session.step or "") if session is not None else None
    if session is not None and isinstance(step, Ask) and step.gathers:
        found = {**session.found, step.gathers: gathered(step, session, words)}
        talk.take((session.but(found=found), ()))


def _leave_alone(talk: Talk, reply: Reply) -> None:
    """Withdraw from the one purpose that the words refuse, or from everything."""
    purpose = refused_purpose(fold(reply.text[:DISTRESS_LENGTH]))
    if purpose and not talk.conversation.stopped:
        withdraw(talk, purpose)
    else:
        stop(talk, "words")
