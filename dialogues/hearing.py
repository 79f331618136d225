"""What does a reply do to the question that waits?"""

from __future__ import annotations

from dialogues.asking import ask_again, ask_whole
from dialogues.content import Message, Option
from dialogues.definition import Ask
from dialogues.events import Event, Misread, Said, Skipped
from dialogues.gathering import gather, may_gather
from dialogues.inputs import Json, Reply
from dialogues.offering import offer
from dialogues.payload import marked
from dialogues.questions.recap import RecapQuestion
from dialogues.questions.shape import Accepted, Reading, Refused, Revisit, Scene, Thin, Unclear
from dialogues.reading.fold import fold
from dialogues.reading.substance import says_nothing
from dialogues.session import Answer, Asked
from dialogues.setting_aside import set_aside
from dialogues.view import SKIPPED, View
from dialogues.walk import Walked, after, record, walk

#: after so many replies that could not be taken, the help is shorter and names the ways out
PATIENCE = 2

#: words it takes for a reply that is no answer to be asked about: "des bancs" may be an idea
PROSE = 2

#: figures of a number that is no place in a list of fewer than ten
FIGURES = 2

#: what stands where a session was asked nothing yet
NOTHING_ASKED = Asked()

#: types whose understood value is not read back to the participant
_UNECHOED = frozenset({"text", "yesno", "consent", "photo", "recap"})


def hear(step: Ask, view: View, reply: Reply) -> Walked:
    """Read the reply and go on, or say precisely what is missing."""
    view, kept = set_aside(step, view, reply)
    asked = view.session.asked or NOTHING_ASKED
    scene = view.scene(asked.options, asked.draft)
    if kept and not reply.text:
        return view.session, [*kept, ask_again(step, view, view.say("engine.set_aside"))]
    if _keeps(step, view, reply, scene):
        return go_on(step, view, kept)
    session, events = take(step, view, reply, step.question.read(reply, scene))
    return session, kept + events


def read_and_take(step: Ask, view: View, reply: Reply) -> Walked:
    """Read the reply as an answer, whatever else it may be."""
    asked = view.session.asked or NOTHING_ASKED
    return take(step, view, reply, step.question.read(reply, view.scene(asked.options, asked.draft)))


def take(step: Ask, view: View, reply: Reply, reading: Reading) -> Walked:
    """Do what a reading asks for."""
    match reading:
        case Accepted(value):
            return _accept(step, view, reply, value)
        case Thin(draft):
            return nudge(step, view, draft)
        case Revisit(wanted):
            return revisit(step, view, wanted)
        case Unclear() | Refused() if step.optional and _declines(view, reply, reading):
            return pass_over(step, view)
        case Unclear() | Refused() if step.fallback and view.scene().has_no_answer(reply.text):
            return _accept(step, view, reply, step.fallback)
        case Unclear(options):
            return _which(step, view, options)
        case Refused():
            return _take_refused(step, view, reply, reading)


def _declines(view: View, reply: Reply, reading: Unclear | Refused) -> bool:
    """Tell whether there is no answer to a question that may be passed."""
    declined = isinstance(reading, Refused) and reading.declines
    return declined or view.scene().has_no_answer(reply.text)


def _take_refused(step: Ask, view: View, reply: Reply, reading: Refused) -> Walked:
    """Keep the words where the script has a use for them, else say what is missing."""
    if may_gather(step, view, reply.text):
        return gather(step, view, reply.text)
    if step.otherwise and len(fold(reply.text[:200]).split()) >= PROSE:
        return offer(step, view, "later", reply.text)
    if step.fallback and view.session.asked is not None and view.session.asked.attempts >= PATIENCE:
        return _accept(step, view, reply, step.fallback)
    return _refuse(step, view, reading.hint, dict(reading.params))


def keep_for_later(step: Ask, view: View, reply: Reply) -> Walked:
    """Take free words for what they are: the answer to a later question, given before it was asked."""
    events: list[Event] = []
    view = view.at(record(view, step, Answer(step.otherwise["value"], "", "assumed"), events))
    later = view.definition.step(step.otherwise["words"])
    assert isinstance(later, Ask)
    if view.lexicon().announcements.topic(reply.text):
        return go_on(step, view, events)
    found = view.session.found
    # a message that opened the dialogue may have told it before: none is lost
    whole = "\n".join(filter(None, (view.answer(later.id), found.get("begun"), reply.text)))
    view = view.at(record(view, later, Answer(whole, whole), events, passed=True))
    view = view.at(view.session.but(found={**found, "kept": whole, "added": whole, "begun": ""}))
    return go_on(step, view, events)


def go_on(step: Ask, view: View, events: list[Event]) -> Walked:
    """Leave an answered step for the next one that waits."""
    session, more = walk(view, after(step, view))
    return session, events + more


def pass_over(step: Ask, view: View) -> Walked:
    """Go on without an answer; one that was given before stays."""
    session, events = view.session, list[Event]()
    if step.id not in session.answers:
        answers = {**session.answers, step.id: Answer(None, "", SKIPPED)}
        session = session.but(answers=answers, trail=(*session.trail, step.id))
        events.append(Skipped(session.id, step.id))
    return go_on(step, view.at(session), events)


def revisit(step: Ask, view: View, wanted: str, opening: str = "") -> Walked:
    """Ask an earlier step again, to come back here."""
    view = view.at(view.session.but(returning=step.id))
    earlier = view.definition.step(wanted)
    assert isinstance(earlier, Ask)
    session, said = ask_whole(earlier, view, "\n".join(filter(None, (opening, _before(earlier, view)))))
    return session, [said]


def _before(step: Ask, view: View) -> str:
    shown = view.shown(step.id)
    return view.say("engine.before", answer=shown) if shown else ""


def _keeps(step: Ask, view: View, reply: Reply, scene: Scene) -> bool:
    """Tell whether the participant, sent back to an answered step, leaves the answer as it was."""
    if step.id not in view.session.answers or step.question.name in ("yesno", "consent", "recap"):
        return False
    folded, lexicon = fold(reply.text), scene.lexicon
    if folded in lexicon.send or folded in lexicon.yes:
        return True
    return scene.draft is None and step.question.name == "text" and folded in lexicon.enough


def _accept(step: Ask, view: View, reply: Reply, value: Json) -> Walked:
    reasons = view.circumstances.known.get(step.blocked_by) if step.blocked_by else None
    if reasons:
        return _refuse(step, view, "engine.blocked", {"reasons": "\n".join(reasons)}, counted=False)
    if step.constraint is not None and _breaks(step, view, value):
        return _refuse(step, view, step.constraint.message, {})
    events: list[Event] = []
    words = value if isinstance(value, str) and step.question.name == "text" else reply.text
    view = view.at(record(view, step, Answer(value, words), events, passed=True))
    return go_on(step, view, events + _echo(step, view, reply))


def _breaks(step: Ask, view: View, value: Json) -> bool:
    return step.constraint is not None and not step.constraint.expression.holds(view, value)


def keep(step: Ask, view: View, words: str) -> tuple[View, list[Event]]:
    """Keep an answer without going on, if the words are one."""
    asked = view.session.asked or Asked()
    reply = Reply(view.circumstances, words)
    keeps = bool(words) and not isinstance(step.question, RecapQuestion)
    reading = step.question.read(reply, view.scene(asked.options, asked.draft)) if keeps else None
    if not isinstance(reading, Accepted) or _breaks(step, view, reading.value):
        return view, []
    events: list[Event] = []
    view = view.at(record(view, step, Answer(reading.value, words), events, passed=True))
    return view, events + _echo(step, view, reply)


def _echo(step: Ask, view: View, reply: Reply) -> list[Event]:
    """Say what was understood, when it is not what was typed."""
    navigates = view.definition.yields or view.definition.interlude or view.definition.discreet
    if step.question.name in _UNECHOED or reply.choice is not None or navigates:
        return []
    shown, folded = view.shown(step.id), fold(reply.text)
    # "35" among ages is no place in the list
    placed = folded.isdecimal() and (step.question.name != "choice" or len(folded) < FIGURES)
    return [] if folded == fold(shown) or placed else [Said(Message(view.say("engine.noted", answer=shown)))]


def nudge(step: Ask, view: View, draft: str, opening: str = "") -> Walked:
    """Keep a thin answer, and ask for one more sentence; for the words, where it says nothing."""
    asked = view.session.asked or Asked()
    if says_nothing(draft, view.lexicon()):
        session = view.session.but(asked=Asked((), asked.attempts, draft))
        text = view.say("question.text.nudge.nothing") + "\n" + view.say(step.text)
        return session, [Said(Message(text))]
    enough = Option("enough", view.say("question.text.enough"))
    session = view.session.but(asked=Asked((enough,), asked.attempts, draft))
    text = "\n".join(filter(None, (opening, view.say(step.nudge or "question.text.nudge"))))
    return session, [Said(Message(text, marked(session, step.id, (enough,))))]


def _which(step: Ask, view: View, options: tuple[Option, ...]) -> Walked:
    """Ask which one was meant; what was shown first stays readable by its number."""
    words = view.say("engine.or").join(option.label for option in options)
    shown = marked(view.session, step.id, options) if _taps(view) else ()
    said = Said(Message(view.say("engine.which", options=words), shown))
    return misread(step, view, "engine.which", [said])


def _taps(view: View) -> bool:
    return view.circumstances.capabilities.buttons > 0


def _refuse(step: Ask, view: View, hint: str, params: dict[str, Json], *, counted: bool = True) -> Walked:
    asked = view.session.asked or Asked()
    patient = not counted or asked.attempts + 1 < PATIENCE
    opening = view.say(hint, **params) if patient else help_text(step, view)
    return misread(step, view, hint, [ask_again(step, view, opening, brief=not patient)])


def help_text(step: Ask, view: View) -> str:
    """Return the short help of a question: how to answer, an example, the ways out."""
    if step.example:
        text, example = view.say(step.text), view.say(step.example)
        parts = [text] if example in text else [text, view.say("engine.example", example=example)]
    else:
        parts = [view.say(f"question.{step.question.name}.help")]
    parts.append(view.say("engine.ways.optional" if step.optional else "engine.ways"))
    return "\n".join(parts)


def misread(step: Ask, view: View, reason: str, said: list[Event]) -> Walked:
    """Count a reply that could not be taken."""
    asked = view.session.asked or Asked()
    attempts = asked.attempts + 1
    session = view.session.but(asked=asked._replace(attempts=attempts))
    return session, [Misread(session.id, step.id, reason, attempts), *said]
