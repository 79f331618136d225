"""Which steps does a session pass before it waits again? Only forward; RETOUR and the recap go back."""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.acts import ACTS
from dialogues.asking import ask
from dialogues.content import Message
from dialogues.definition import Act, Ask, Go, Lookup, Say, Step, Submit
from dialogues.events import (
    Answered,
    ConsentGiven,
    ConsentWithdrawn,
    Event,
    Finished,
    HandedOver,
    How,
    LanguageChosen,
    Said,
    Submitted,
    Unsaid,
)
from dialogues.inputs import Json
from dialogues.questions.consent import ConsentQuestion
from dialogues.session import Answer, Session
from dialogues.titles import shorten
from dialogues.view import View, given_options

Walked = tuple[Session, list[Event]]


def walk(view: View, place: int) -> Walked:
    """Pass the steps from this place until one waits for an answer, or the dialogue ends."""
    events: list[Event] = []
    steps = view.definition.steps
    while place < len(steps):
        step = steps[place]
        if step.when is not None and not step.when.holds(view):
            place += 1
            continue
        if isinstance(step, Ask):
            view, waits = _pass_question(step, view, events)
            if waits:
                return view.session, events
        elif isinstance(step, Go):
            return _hand_over(step, view, events)
        else:
            view = _pass(step, view, events)
        place = after(step, view) if step.next else place + 1
    return _finish(view.session, events)


def after(step: Step, view: View) -> int:
    """Return the place of the step that follows this one."""
    for jump in step.next:
        if jump.when is None or jump.when.holds(view):
            return view.definition.places[jump.to]
    return view.definition.places[step.id] + 1


def _pass(step: Say | Lookup | Submit | Act, view: View, events: list[Event]) -> View:
    """Do what a step does that nobody answers."""
    match step:
        case Lookup():
            return _found(step, view)
        case Say():
            if view.session.returning is None:
                events.append(Said(Message(_told(step, view)), step.apart))
        case Submit():
            view = _without_strays(view, events)
            events.append(_submitted(step, view))
            return view.at(view.session.but(trail=()))
        case Act():
            events.append(ACTS[step.act](view))
            return _spoken_to(view, events)
    return view


def _without_strays(view: View, events: list[Event]) -> View:
    """Take out the answers to questions that do not arise any more, since an earlier answer was changed."""
    asked = [view.definition.step(id) for id in view.session.answers]
    strays = tuple(step.id for step in asked if step.when is not None and not step.when.holds(view))
    if not (strays and view.definition.survey):
        return view
    events.append(Unsaid(view.session.id, strays))
    left = {id: answer for id, answer in view.session.answers.items() if id not in strays}
    # what hung on a stray may be stray too
    return _without_strays(view.at(view.session.but(answers=left)), events)


def _spoken_to(view: View, events: list[Event]) -> View:
    """Return the view in the language that was just chosen, if one was."""
    match events[-1:]:
        case [LanguageChosen(language)]:
            return view._replace(circumstances=view.circumstances._replace(language=language))
    return view


def _hand_over(step: Go, view: View, events: list[Event]) -> Walked:
    given = {name: source(view, where) for name, where in step.given.items()}
    carried = view.known(step.carries) if step.carries else None
    named = view.known(step.named) if step.named else None
    whole = {**(carried or {}), **{k: v for k, v in given.items() if v is not None}}
    events.append(HandedOver(str(named or step.dialogue), whole))
    return _finish(view.session, events)


def _told(step: Say, view: View) -> str:
    """Return the sentence of a step, in the plural that its list asks for."""
    return view.say(step.text, n=len(view.known(step.count) or ())) if step.count else view.say(step.text)


#: question types that cannot be answered without options: a town without themes is not asked for one
_LISTS = ("choice", "choices")


def _pass_question(step: Ask, view: View, events: list[Event]) -> tuple[View, bool]:
    """Ask, and wait; or pass a question that is answered, assumed, or has nothing to offer."""
    session = view.session
    if step.id in session.answers:
        return view, False
    value = _assumed(step, view) if step.assume is not None else None
    if value is not None:
        return view.at(record(view, step, Answer(value, "", "assumed"), events)), False
    if step.question.name in _LISTS and not given_options(step, view):
        return view, False
    if session.returning is not None:
        view = view.at(session.but(returning=None))
    session, said = ask(step, view)
    events.append(said)
    return view.at(session), True


def record(view: View, step: Ask, answer: Answer, events: list[Event], *, passed: bool = False) -> Session:
    """Keep an answer in the session and tell it; a step that is `passed` is one that RETOUR comes back to."""
    session = view.session
    how: How = "assumed" if answer.how == "assumed" else "said"
    question = step.question
    events.append(
        Answered(
            session.id,
            session.dialogue,
            session.version,
            step.id,
            question.name,
            answer.value,
            answer.text,
            how,
        )
    )
    if isinstance(question, ConsentQuestion):
        events.append(_consent(step, question, bool(answer.value), view))
    if not passed:
        return session.but(answers={**session.answers, step.id: answer})
    trail = session.trail
    if step.id in trail:
        trail = tuple(passed_before for passed_before in trail if passed_before != step.id)
    return session.but(
        answers={**_without_guesses(session, step, view), step.id: answer}, trail=(*trail, step.id)
    )


def _without_guesses(session: Session, step: Ask, view: View) -> Mapping[str, Answer]:
    """Drop what the script assumed after this step, so that it is assumed anew from the new answer."""
    places = view.definition.places
    here = places[step.id]
    return {
        id: answer for id, answer in session.answers.items() if answer.how != "assumed" or places[id] <= here
    }


def _consent(step: Ask, question: ConsentQuestion, agreed: bool, view: View) -> Event:
    """Return the ledger's entry, with the exact wording that was answered (norms §1)."""
    kind = ConsentGiven if agreed else ConsentWithdrawn
    return kind(question.purpose, view.say(step.text), "answer")


def _found(step: Lookup, view: View) -> View:
    before = view.session.found
    # what was found stays where nothing new was brought: a correction passes look-ups again
    found = _picked(step, view) if step.pick else view.circumstances.known.get(step.id, before.get(step.id))
    if step.id in before and before[step.id] == found:
        return view
    return view.at(view.session.but(found={**before, step.id: found}))


def _picked(step: Lookup, view: View) -> Json:
    """Return the item of a known list that an earlier answer, or the start, names."""
    wanted = source(view, step.pick["by"])
    items = view.known(step.pick["from"]) or ()
    return next((item for item in items if item["id"] == wanted), None)


def _assumed(step: Ask, view: View) -> Json:
    """Return the value a script takes without asking, None to ask."""
    rule = step.assume
    if rule is None or (rule.when is not None and not rule.when.holds(view)):
        return None
    if rule.shorten:
        text = view.answer(rule.shorten)
        return shorten(text, rule.length) or None if isinstance(text, str) else None
    return view.known(rule.known) if rule.known else rule.value


def source(view: View, name: str) -> Json:
    """Return a step's answer, or else what is known under this name."""
    value = view.answer(name)
    return view.known(name) if value is None else value


def _submitted(step: Submit, view: View) -> Submitted:
    values = {name: source(view, where) for name, where in step.values.items()}
    return Submitted(view.session.id, step.kind, f"{view.circumstances.id}.{step.id}", values)


def _finish(session: Session, events: list[Event]) -> Walked:
    events.append(Finished(session.id, "done"))
    return session.but(state="done", step=None, asked=None, returning=None), events
