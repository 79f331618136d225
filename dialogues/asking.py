"""How is a question put? Its sentence, progress, example and options, as the channel can show them."""

from __future__ import annotations

from dialogues.content import Message, Option
from dialogues.definition import Ask
from dialogues.events import Said
from dialogues.payload import marked
from dialogues.questions.shape import Prompt
from dialogues.session import Asked, Session
from dialogues.view import View, given_options


def ask(step: Ask, view: View) -> tuple[Session, Said]:
    """Put the question for the first time; the options shown are kept, so that "2" keeps its meaning."""
    if step.nudge and view.session.found.get("begun"):
        return _ask_for_more(step, view)
    prompt = step.question.ask(view.scene(given_options(step, view)))
    session = view.session.but(step=step.id, asked=Asked(prompt.options), touched_at=view.circumstances.at)
    return session, _said(_sentence(step, view, prompt), prompt, step, view)


def _ask_for_more(step: Ask, view: View) -> tuple[Session, Said]:
    """Ask for one more sentence than the message began with that opened the dialogue; once."""
    found = {**view.session.found, "begun": ""}
    scene = view.scene((), str(view.session.found["begun"]))
    prompt = step.question.ask(scene)._replace(hint="")
    asked = Asked(prompt.options, draft=scene.draft)
    session = view.session.but(step=step.id, asked=asked, found=found, touched_at=view.circumstances.at)
    return session, _said(view.say(step.nudge), prompt, step, view)


#: options of the longest list that is repeated at each misreading where it is read, not tapped
SHORT_LIST = 3


def ask_again(step: Ask, view: View, opening: str, *, brief: bool = False) -> Said:
    """Put the question once more after an opening sentence, shorter: the same options, no example.

    `brief` leaves out a long list that costs a message: it was shown, its numbers hold, AIDE shows it again.
    """
    asked = view.session.asked or Asked()
    prompt = step.question.ask(view.scene(asked.options))._replace(options=asked.options)
    if brief and len(asked.options) > SHORT_LIST and not _taps(view, Prompt()):
        unlisted = prompt._replace(options=())
        return _said(_join(opening, view.say("engine.list_again")), unlisted, step, view)
    return _said(_join(opening, prompt.hint), prompt, step, view)


def ask_whole(step: Ask, view: View, opening: str) -> tuple[Session, Said]:
    """Put the whole question anew after an opening sentence: after RETOUR, a correction, an interruption."""
    session, said = ask(step, view)
    return session, Said(said.message._replace(text=_join(opening, said.message.text)))


#: payload of the button that passes an optional step
SKIP = "/skip"

#: types to which "no" is an answer: nobody need be told that they may be passed
_EASILY_REFUSED = ("yesno", "consent")


def _said(text: str, prompt: Prompt, step: Ask, view: View) -> Said:
    skip = (Option(SKIP, view.say("engine.skip")),) if _may_skip(step) and _taps(view, prompt) else ()
    options = prompt.options + skip
    # what nobody can tap needs no mark
    drawn = marked(view.session, step.id, options) if view.circumstances.capabilities.taps else options
    return Said(Message(text, drawn, prompt.wants))


def _may_skip(step: Ask) -> bool:
    """Tell whether a participant should be told that the step may be passed."""
    return step.optional and step.question.name not in _EASILY_REFUSED


def _taps(view: View, prompt: Prompt) -> bool:
    """Tell whether one more option can be tapped on this channel."""
    capabilities = view.circumstances.capabilities
    return len(prompt.options) < max(capabilities.buttons, capabilities.rows)


def _sentence(step: Ask, view: View, prompt: Prompt) -> str:
    return _join(_put(step, view), prompt.hint, _way_to_skip(step, view, prompt))


def _put(step: Ask, view: View) -> str:
    """Return the question with its progress and example; one without places is put together once."""
    definition, c = view.definition, view.circumstances
    which = (step.id, c.language, c.capabilities.brief)
    put = definition.memory.put.get(which)
    if put:
        return put
    text = _put_together(step, view)
    if put is None:
        keys = filter(None, (step.text, step.hint, step.example))
        plain = all(definition.phrasebook.is_plain(key, c.language) for key in keys)
        definition.memory.put[which] = text if plain else ""
    return text


def _put_together(step: Ask, view: View) -> str:
    text = view.say(step.text)
    if step.progress:
        text = view.say("engine.progress", progress=step.progress, text=text)
    shows = step.example and not view.circumstances.capabilities.brief
    hint = view.say(step.hint) if step.hint else ""
    return _join(text, hint, view.say("engine.example", example=view.say(step.example)) if shows else "")


def _way_to_skip(step: Ask, view: View, prompt: Prompt) -> str:
    return view.say("engine.way.skip") if _may_skip(step) and not _taps(view, prompt) else ""


def _join(*parts: str) -> str:
    return "\n".join([part for part in parts if part])
