"""How is it asked what words are, that may be an answer or something else? They are kept, and choices offered."""

from __future__ import annotations

from typing import Literal

from dialogues.content import Message, Option
from dialogues.definition import Ask
from dialogues.events import Said
from dialogues.payload import marked
from dialogues.questions.recap import RecapQuestion
from dialogues.reading.fold import fold
from dialogues.session import Asked
from dialogues.titles import cut, shorten
from dialogues.view import View, given_options
from dialogues.walk import Walked

#: what words may be: a correction of the answer before, a question to the service, the answer to a later question, the
#: wish to leave, more of what the recap shows, or the answer to this question, given to one that interrupted it
Doubt = Literal["fix", "question", "later", "leave", "more", "beneath"]

#: what each doubt offers; `more` offers the parts that may have the words before what is here
OFFERS: dict[Doubt, tuple[str, ...]] = {
    "fix": ("fix", "answer"),
    "question": ("answer", "question"),
    "later": ("later", "choose"),
    "leave": ("answer", "leave"),
    "more": ("drop",),
    "beneath": ("given", "other"),
}

#: characters of what is quoted
QUOTED = 60


def offer(step: Ask, view: View, doubt: Doubt, words: str, *, before: str = "") -> Walked:
    """Keep the words and ask what they are; `before` is the answer that they may stand for."""
    own = tuple(_option(value, view) for value in OFFERS[doubt])
    options = (*_parts(step, view, words), *own) if doubt == "more" else own
    asked = view.session.asked or Asked()
    session = view.session.but(asked=Asked(options, asked.attempts, asked.draft, words))
    # of several messages the last is quoted: whoever wrote it sees that it is kept too
    quoted = (
        cut(words.rpartition("\n")[2], QUOTED) if doubt in ("more", "beneath") else shorten(words, QUOTED)
    )
    text = view.say(f"doubt.{doubt}", words=quoted, before=shorten(before, QUOTED))
    return session, [Said(Message(text, marked(session, step.id, options)))]


def doubt_of(asked: Asked) -> Doubt:
    """Return what is asked about the words that are held."""
    values = tuple(option.value for option in asked.options)
    return next(doubt for doubt, offered in OFFERS.items() if values[-len(offered) :] == offered)


def _option(value: str, view: View) -> Option:
    key = f"doubt.option.{value}"
    aliases = view.definition.phrasebook.aliases(key, view.circumstances.language)
    return Option(value, view.say(key), aliases)


def _parts(step: Ask, view: View, words: str) -> tuple[Option, ...]:
    """Return the parts that words may be added to, the one that they name first."""
    spread = f" {fold(words)} "
    asks = [one for one in view.definition.steps if isinstance(one, Ask)]
    recap = next((one for one in asks if isinstance(one.question, RecapQuestion)), step)
    parts = [option for option in given_options(recap, view) if option.value in step.adds]
    names = {part: [fold(name) for name in (part.label, *part.aliases)] for part in parts}
    parts.sort(key=lambda part: not any(f" {name} " in spread for name in names[part]))
    return tuple(parts)
