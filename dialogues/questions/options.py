"""Which option was tapped or named, and is it one that is still shown?"""

from __future__ import annotations

from collections.abc import Sequence

from dialogues.content import Option
from dialogues.inputs import Reply
from dialogues.questions.shape import Accepted, Reading, Refused, Scene, Unclear
from dialogues.reading.choices import find
from dialogues.reading.fold import fold
from dialogues.reading.naming import Options
from dialogues.reading.yesno import read_yesno

#: Characters of a participant's words that a hint quotes.
LONGEST_QUOTE = 40
#: Characters of a reply in which an assent is looked for: "voilà c'est ça".
LONGEST_ASSENT = 60


def quoted(text: str) -> str:
    """Return the words as a hint can repeat them: what is seen of them, cut short."""
    return "".join(c for c in text if c.isprintable())[:LONGEST_QUOTE].strip()


def tapped(reply: Reply, options: Sequence[Option]) -> Option | None:
    """Return the tapped option; None when nothing was tapped, or something that is no longer shown."""
    return next((o for o in options if o.value == reply.choice), None) if reply.choice is not None else None


def read_choice(reply: Reply, options: Options, scene: Scene, question: str) -> Reading:
    """Return the one option that a reply means; its hints are `question.<question>.hint.*`."""
    chosen = tapped(reply, options)
    if chosen is not None:
        return Accepted(chosen.value)
    found = find(reply.text, options, scene.lexicon) or _agreed(reply.text, options, scene)
    if len(found) == 1:
        return Accepted(found[0].value)
    return Unclear(found) if found else refuse_choice(reply, options, question)


def _agreed(text: str, options: Options, scene: Scene) -> Options:
    """Return the option that a plain yes is a name of, for a reply that says yes in other words; a no likewise."""
    lexicon = scene.lexicon
    assents = fold(text[:LONGEST_ASSENT]) in lexicon.assents
    verdict = "yes" if assents else read_yesno(text, lexicon, strict=True)
    if verdict not in ("yes", "no"):
        return ()
    # "jamais" says no, and is an answer of its own
    plain = fold(scene.say(f"question.{verdict}"))
    return tuple(o for o in options if any(fold(name) == plain for name in (o.label, *o.aliases)))


def refuse_choice(reply: Reply, options: Options, question: str) -> Refused:
    """Say which numbers there are to a reply that is one; that the reply is not in the list otherwise."""
    if fold(reply.text[:20]).isdecimal():
        return Refused(f"question.{question}.hint.range", {"n": len(options)})
    return Refused(f"question.{question}.hint.unknown", {"n": len(options)})


def label_of(value: str, scene: Scene) -> str:
    """Return what the participant read for a value; the value itself when the list has changed."""
    return next((o.label for o in scene.options if o.value == value), value)


def worded(text: str, scene: Scene) -> str:
    """Return the sentence of a message key, or the text itself when a script wrote it whole."""
    return scene.say(text) if text and scene.phrasebook.has(text) else text


def numbered(scene: Scene) -> bool:
    """Tell whether this channel shows numbers for want of buttons and lists."""
    return not scene.capabilities.taps
