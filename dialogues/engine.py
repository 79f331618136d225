"""What does one input do to a session? `advance` is the whole engine: a pure, total function."""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.asking import SKIP, ask_again, ask_whole
from dialogues.content import Message
from dialogues.definition import Ask, Definition
from dialogues.doubting import listen, repeat_doubt, take_held
from dialogues.events import Answered, Event, Finished, Said, Started
from dialogues.hearing import help_text, keep, nudge, pass_over, revisit, take
from dialogues.inputs import Command, Input, Json, Reply, Start, Timeout
from dialogues.questions.shape import Accepted
from dialogues.reading.substance import says_nothing
from dialogues.session import Answer, Session
from dialogues.view import SKIPPED, View
from dialogues.walk import Walked, walk

Advanced = tuple[Session, tuple[Event, ...]]


def begin(definition: Definition, start: Start) -> Advanced:
    """Open a session; answers already given are kept for the steps that ask for them."""
    c = start.circumstances
    session = Session(f"{c.id}.{definition.name}", definition.name, definition.version)
    answers, found = _given(definition, start.given)
    session = session.but(answers=answers, found=found, trail=tuple(answers))
    events: list[Event] = [Started(session.id, definition.name, definition.version)]
    events += [_told(session, definition, step) for step, answer in answers.items() if answer.how != SKIPPED]
    session, more = walk(View(definition, session, c), 0)
    return _touched(session, start), (*events, *more)


def advance(definition: Definition, session: Session, input: Input) -> Advanced:
    """Return the session after the input, and the events it made. Never raises on any input."""
    step = definition.step(session.step) if session.state == "open" and session.step else None
    if not isinstance(step, Ask):
        return session, ()
    view = View(definition, session, input.circumstances)
    session, events = _moved(step, view, input)
    return _touched(session, input), tuple(events)


def _moved(step: Ask, view: View, input: Input) -> Walked:
    match input:
        case Reply(choice=choice) if choice == SKIP:
            return _skip(step, view)
        case Reply():
            return listen(step, view, input)
        case Command(name="back"):
            return _back(step, view, input.argument)
        case Command(name="skip"):
            return _skip(step, view)
        case Command(name="help") if _holds(view):
            return repeat_doubt(step, view, "")
        case Command(name="help"):
            return view.session, [ask_again(step, view, help_text(step, view))]
        case Timeout():
            return _expire(view)
        case _:
            return repeat(step, view, "")


def repeat(step: Ask, view: View, opening: str) -> Walked:
    """Put the waiting question once more, whole."""
    if _holds(view):
        return repeat_doubt(step, view, opening)
    draft = view.session.asked.draft if view.session.asked else None
    if draft is not None:
        told = not says_nothing(draft, view.lexicon())
        before = view.say("engine.before", answer=draft) if told else ""
        return nudge(step, view, draft, "\n".join(filter(None, (opening, before))))
    session, said = ask_whole(step, view, opening)
    return session, [said]


def resume(definition: Definition, session: Session, input: Input, opening: str) -> Advanced:
    """Open a paused session again where it was, its question put anew."""
    view = View(definition, session.but(state="open"), input.circumstances)
    step = definition.step(session.step or "")
    assert isinstance(step, Ask)
    session, events = repeat(step, view, opening)
    return _touched(session, input), tuple(events)


def _holds(view: View) -> bool:
    return view.session.asked is not None and view.session.asked.held is not None


def _skip(step: Ask, view: View) -> Walked:
    if _holds(view):
        return take_held(step, view)
    draft = view.session.asked.draft if view.session.asked else None
    if draft is not None:
        return take(step, view, Reply(view.circumstances), Accepted(draft))
    if step.optional or step.id in view.session.answers:
        return pass_over(step, view)
    if step.fallback:
        return take(step, view, Reply(view.circumstances), Accepted(step.fallback))
    opening = view.say("engine.cannot_skip") + "\n" + help_text(step, view)
    return view.session, [ask_again(step, view, opening)]


def _back(step: Ask, view: View, head: str = "") -> Walked:
    """Go to the step answered before this one; its answer stays until another replaces it.

    `head` is an answer said with the word, as in "9 retour": it is kept first.
    """
    asked = view.session.asked
    if asked is not None and asked.held is not None:
        return _undo_draft(step, view, asked.held)
    if asked is not None and asked.draft is not None:
        return _undo_draft(step, view, asked.draft)
    if view.session.returning is not None:
        return _return(view)
    view, kept = keep(step, view, head)
    places = view.definition.places
    # what the start gave may belong to a question that is still to come
    earlier = [id for id in view.session.trail if places[id] < places[step.id]]
    if not earlier:
        return repeat(step, view, view.say("engine.cannot_go_back"))
    session, events = revisit(step, view, max(earlier, key=places.__getitem__), view.say("engine.back"))
    return session.but(returning=None), kept + events


def _undo_draft(step: Ask, view: View, draft: str) -> Walked:
    """Ask the question anew instead of one more sentence; what was said is quoted."""
    opening = view.say("engine.back") + "\n" + view.say("engine.before", answer=draft)
    session, said = ask_whole(step, view, opening)
    return session, [said]


def _return(view: View) -> Walked:
    """Leave a correction for the recap it came from."""
    recap = view.definition.step(view.session.returning or "")
    assert isinstance(recap, Ask)
    return repeat(recap, view.at(view.session.but(returning=None)), "")


def _expire(view: View) -> Walked:
    session = view.session.but(state="expired", asked=None)
    return session, [Finished(session.id, "expired"), Said(Message(view.say("engine.expired")))]


def _given(definition: Definition, given: Mapping[str, Json]) -> tuple[dict[str, Answer], dict[str, Json]]:
    """Part what a start brings into answers of questions, and things known to the session."""
    asked = {step.id for step in definition.steps if isinstance(step, Ask)} if given else set()
    answers = {
        name: Answer(value, _words(value), SKIPPED if value is None else "given")
        for name, value in given.items()
        if name in asked
    }
    return answers, {name: value for name, value in given.items() if name not in asked}


def _words(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _told(session: Session, definition: Definition, step: str) -> Answered:
    answer, question = session.answers[step], definition.step(step)
    assert isinstance(question, Ask)
    return Answered(
        session.id,
        session.dialogue,
        session.version,
        step,
        question.question.name,
        answer.value,
        answer.text,
        "given",
    )


def _touched(session: Session, input: Input) -> Session:
    at = input.circumstances.at
    return session if session.touched_at is at else session.but(touched_at=at)
