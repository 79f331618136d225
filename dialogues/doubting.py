"""Is a reply an answer, a correction of an earlier one, or a question? Never guessed: in doubt it is asked."""

from __future__ import annotations

from dialogues.adding import given_anew, is_more
from dialogues.asking import ask_whole
from dialogues.content import Message, Option
from dialogues.definition import Ask
from dialogues.events import Event, Requested, Said
from dialogues.hearing import go_on, hear, keep_for_later, misread, nudge, read_and_take, revisit
from dialogues.inputs import Reply
from dialogues.offering import doubt_of, offer
from dialogues.questions.options import read_choice
from dialogues.questions.recap import RecapQuestion
from dialogues.questions.shape import Accepted, Refused, Thin
from dialogues.reading.corrections import BEFORE, LEAVING, Correction
from dialogues.reading.fold import fold
from dialogues.session import Answer, Asked
from dialogues.topic import take_up, topic_of
from dialogues.view import View, given_options
from dialogues.walk import Walked, record

#: characters of the shortest correction, or question
SHORTEST = 8

#: characters in which a plain yes is looked for
SHORT = 60

#: words of the shortest message that is added to those in doubt
SEVERAL = 2


def listen(step: Ask, view: View, reply: Reply) -> Walked:
    """Take a reply for what it is."""
    asked = view.session.asked
    if asked is not None and asked.held is not None:
        return _settle(step, view, reply, asked, asked.held)
    if reply.choice is not None or len(reply.text) < SHORTEST or view.session.returning is not None:
        return hear(step, view, reply)
    lexicon = view.lexicon()
    correction = lexicon.corrections.read(reply.text)
    if correction is not None and (corrected := _corrected(step, view, reply, correction)) is not None:
        return corrected
    if step.adds and not (reply.attachments or reply.point):
        return _reread(step, view, reply)
    if (step.topic or step.otherwise) and (topic := topic_of(step, view, reply.text)):
        return take_up(step, view, reply, topic)
    if step.question.name == "text" and lexicon.questions.asks(reply.text):
        return offer(step, view, "question", reply.text)
    return hear(step, view, reply)


def _corrected(step: Ask, view: View, reply: Reply, correction: Correction) -> Walked | None:
    """Return what a correction does; None when there is nothing that it could correct."""
    if correction.part == LEAVING:
        return _leave(step, view, reply)
    if correction.part == BEFORE:
        before = _answered_before(step, view) if correction.words else None
        return None if before is None else offer(step, view, "fix", reply.text, before=view.shown(before))
    if correction.part == step.id and view.session.asked is not None and view.session.asked.draft is not None:
        session = view.session.but(asked=view.session.asked._replace(draft=None))
        return hear(step, view.at(session), reply._replace(text=correction.words or reply.text))
    if correction.part == step.id or not _may_correct(step, view, correction.part):
        return None
    judges = view.lexicon().rereading.judges(fold(correction.words))
    return _replace(step, view, correction.part, "" if judges else correction.words)


def _may_correct(step: Ask, view: View, part: str) -> bool:
    """Tell whether a part was given that a sentence names; the recap corrects all that it shows."""
    if isinstance(step.question, RecapQuestion):
        return any(choice.value == part for choice in step.choices)
    earlier = view.definition.step(part) if part in view.session.answers else None
    return isinstance(earlier, Ask) and earlier.question.name == "text"


def _reread(step: Ask, view: View, reply: Reply) -> Walked:
    """Do with words at the recap what they say: give a part anew, ask something, add to what is there."""
    anew = given_anew(view, reply.text)
    if anew is not None:
        return _replace(step, view, anew.part, anew.words)
    if not is_more(step, view, reply):
        return hear(step, view, reply)
    if view.lexicon().questions.asks(reply.text):
        return _put_again(step, view, view.say("doubt.unanswered"))
    return offer(step, view, "more", reply.text)


def _leave(step: Ask, view: View, reply: Reply) -> Walked | None:
    """Leave a question that such words cannot answer; where they may be an answer, ask. The menu reads its own words."""
    if step.question.name == "text":
        return offer(step, view, "leave", reply.text)
    asked = view.session.asked or Asked()
    refused = isinstance(step.question.read(reply, view.scene(asked.options, asked.draft)), Refused)
    return (view.session, [Requested("leave")]) if refused and not step.wishes else None


def _answered_before(step: Ask, view: View) -> str | None:
    """Return the last question that was answered in words before this one."""
    if step.question.name != "text":
        return None
    trail = [id for id in view.session.trail if id != step.id]
    last = view.definition.step(trail[-1]) if trail else None
    return last.id if isinstance(last, Ask) and last.question.name == "text" else None


def _replace(step: Ask, view: View, part: str, words: str, said: str = "engine.fixed") -> Walked:
    """Put words in the place of an earlier answer, and the waiting question again; without words, ask for them."""
    earlier = view.definition.step(part)
    assert isinstance(earlier, Ask)
    if not words:
        return revisit(step, view, part)
    scene = view.scene(given_options(earlier, view))
    reading = earlier.question.read(Reply(view.circumstances, words), scene)
    if not isinstance(reading, Accepted | Thin):
        return revisit(step, view, part)
    value = reading.value if isinstance(reading, Accepted) else reading.draft
    events: list[Event] = []
    trail = view.session.trail
    view = view.at(record(view, earlier, Answer(value, words), events, passed=True))
    # nothing is said again on the way back to the question
    view = view.at(view.session.but(trail=trail, returning=step.id))
    events.append(Said(Message(view.say(said, answer=view.shown(part)))))
    return go_on(earlier, view, events)


def _settle(step: Ask, view: View, reply: Reply, asked: Asked, held: str) -> Walked:
    """Do with the words that were kept what was chosen; other words add up with them."""
    free = view.at(view.session.but(asked=asked._replace(options=_own_options(step, view), held=None)))
    words = reply._replace(text=held, choice=None)
    part = _part_chosen(step, view, reply, asked)
    if part:
        return _add(step, free, part, held)
    match read_choice(reply, asked.options, view.scene(asked.options), "choice"):
        case Accepted("answer" | "given"):
            return read_and_take(step, free, words)
        case Accepted("later"):
            return keep_for_later(step, free, words)
        case Accepted("fix"):
            return _fix(step, free, held)
        case Accepted("question"):
            return _put_again(step, free, view.say("doubt.unanswered"))
        case Accepted("leave"):
            return free.session, [Requested("leave")]
        case Accepted():
            return _put_again(step, free, "")
    more = bool(reply.text) and _says_more(fold(reply.text), view)
    session, events = _offer_again(step, view, f"{held}\n{reply.text}" if more else held, asked)
    return (session, events) if more else misread(step, view.at(session), "doubt", events)


def _says_more(folded: str, view: View) -> bool:
    """Tell whether a message adds to words in doubt; who thanks or goes adds nothing."""
    lexicon = view.lexicon()
    leaves = lexicon.thanks(folded) or folded in lexicon.rereading.partings
    return not leaves and len(folded.split(" ")) >= SEVERAL


def _part_chosen(step: Ask, view: View, reply: Reply, asked: Asked) -> str:
    """Return the part that the words are to be added to, the first for a plain yes; "" for none of them."""
    if not step.adds:
        return ""
    lexicon = view.lexicon()
    bare = lexicon.without_politeness(fold(reply.text[:SHORT]))
    if bare in lexicon.yes or bare in lexicon.send:
        return asked.options[0].value
    match read_choice(reply, asked.options, view.scene(asked.options), "choice"):
        case Accepted(part) if part in step.adds:
            return str(part)
    return ""


def _add(step: Ask, view: View, part: str, words: str) -> Walked:
    """Add words to a part that the recap shows."""
    whole = "\n".join(filter(None, (view.shown(part), words)))
    return _replace(step, view, part, whole, "doubt.added")


def _own_options(step: Ask, view: View) -> tuple[Option, ...]:
    return step.question.ask(view.scene(given_options(step, view))).options


def _put_again(step: Ask, view: View, opening: str) -> Walked:
    draft = view.session.asked.draft if view.session.asked else None
    if draft is not None:
        return nudge(step, view, draft, opening)
    session, said = ask_whole(step, view, opening)
    return session, [said]


def _fix(step: Ask, view: View, held: str) -> Walked:
    """Replace the answer before by what follows "je voulais dire"."""
    correction = view.lexicon().corrections.read(held)
    before = _answered_before(step, view)
    assert correction is not None and before is not None
    return _replace(step, view, before, correction.words)


def _offer_again(step: Ask, view: View, words: str, asked: Asked) -> Walked:
    before = _answered_before(step, view)
    shown = view.shown(before) if before is not None else ""
    return offer(step, view, doubt_of(asked), words, before=shown)


def take_held(step: Ask, view: View) -> Walked:
    """Take the words that are held for what they came as, the choice being passed over."""
    asked = view.session.asked
    assert asked is not None and asked.held is not None
    free = view.at(view.session.but(asked=asked._replace(options=_own_options(step, view), held=None)))
    words = Reply(view.circumstances, asked.held)
    match doubt_of(asked):
        case "later":
            return keep_for_later(step, free, words)
        case "more":
            return _put_again(step, free, "")
    return read_and_take(step, free, words)


def repeat_doubt(step: Ask, view: View, opening: str) -> Walked:
    """Ask again what the words are that are held."""
    asked = view.session.asked
    assert asked is not None and asked.held is not None
    session, events = _offer_again(step, view, asked.held, asked)
    return session, ([Said(Message(opening)), *events] if opening else events)
