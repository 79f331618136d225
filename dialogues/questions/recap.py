"""How is a recap confirmed, or one of its parts corrected?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dialogues.content import Option
from dialogues.inputs import Json, Reply
from dialogues.questions.options import tapped
from dialogues.questions.shape import Accepted, Prompt, Reading, Refused, Revisit, Scene, Unclear
from dialogues.reading.choices import LONGEST, find
from dialogues.reading.fold import fold
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.naming import Options
from dialogues.reading.phrases import Words, strip

#: Value of the option that sends.
SEND = "ok"
#: What is said to words that neither send nor name a part.
UNKNOWN = "question.recap.hint.unknown"


@dataclass(frozen=True, slots=True)
class RecapQuestion:
    """Everything is shown again: sent with "ok", or one item corrected. Options are the items, valued by step."""

    name: ClassVar[str] = "recap"

    def ask(self, scene: Scene) -> Prompt:
        """Return the items, in their order so that their numbers hold, then the option that sends."""
        return Prompt(options=_with_send(scene), hint=scene.say("question.recap.ask"))

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept "ok" and its like; revisit the item that is numbered or named; refuse the rest, and say why."""
        options = _with_send(scene)
        chosen = tapped(reply, options)
        if chosen is not None:
            return _taken((chosen,), options)
        words, folded = scene.lexicon, fold(reply.text[:LONGEST])
        bare = words.without_politeness(folded)
        if bare in words.send or bare in words.yes:
            return Accepted(SEND)
        if hint := _plain(folded, bare, words):
            return Refused(hint)
        if words.sends(folded):
            return Accepted(SEND)
        return _taken(find(_without_verb(bare, words.change, scene), options, words), options)

    def show(self, value: Json, scene: Scene) -> str:
        """Return the label of the option that sends."""
        return scene.say("question.recap.send")


def _taken(found: Options, options: Options) -> Reading:
    match found:
        case (option,):
            return Accepted(SEND) if option.value == SEND else Revisit(option.value)
        case ():
            return Refused(UNKNOWN, {"n": len(options) - 1})
    return Unclear(found)


def _plain(folded: str, bare: str, words: Lexicon) -> str:
    """Return what is said to a whole message that something is wrong, or to a goodbye before it is sent."""
    if bare in words.rereading.wrong or bare in words.no:
        return "question.recap.hint.wrong"
    leaves = folded in words.gratitude or not words.rereading.partings.isdisjoint((folded, bare))
    return "question.recap.hint.unsent" if leaves else ""


def _with_send(scene: Scene) -> Options:
    if any(o.value == SEND for o in scene.options):
        return scene.options
    return (*scene.options, Option(SEND, scene.say("question.recap.send")))


def _without_verb(folded: str, verbs: Words, scene: Scene) -> str:
    """Take "je veux changer" away, and the article after it."""
    return scene.lexicon.bare(strip(folded, verbs))
