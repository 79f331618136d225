"""How is a recap confirmed, or one of its parts corrected?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dialogues.content import Option
from dialogues.inputs import Json, Reply
from dialogues.questions.options import tapped
from dialogues.questions.shape import Accepted, Prompt, Reading, Refused, Revisit, Scene, Unclear
from dialogues.reading.choices import LONGEST, Options, find
from dialogues.reading.fold import fold
from dialogues.reading.phrases import Words, strip

#: Value of the option that sends.
SEND = "ok"


@dataclass(frozen=True, slots=True)
class RecapQuestion:
    """Everything is shown again: sent with "ok", or one item corrected. Options are the items, valued by step."""

    name: ClassVar[str] = "recap"

    def ask(self, scene: Scene) -> Prompt:
        """Return the items, in their order so that their numbers hold, then the option that sends."""
        return Prompt(options=_with_send(scene), hint=scene.say("question.recap.ask"))

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept "ok" and its like; revisit the item that is numbered or named; refuse the rest."""
        options = _with_send(scene)
        chosen = tapped(reply, options)
        found = (chosen,) if chosen is not None else self._meant(fold(reply.text[:LONGEST]), options, scene)
        match found:
            case (option,):
                return Accepted(SEND) if option.value == SEND else Revisit(option.value)
            case ():
                return Refused("question.recap.hint.unknown", {"n": len(options) - 1})
        return Unclear(found)

    def show(self, value: Json, scene: Scene) -> str:
        """Return the label of the option that sends."""
        return scene.say("question.recap.send")

    def _meant(self, folded: str, options: Options, scene: Scene) -> Options:
        words = scene.lexicon
        bare = words.without_politeness(folded)
        if bare in words.send or bare in words.yes:
            return tuple(o for o in options if o.value == SEND)
        return find(_without_verb(bare, words.change, scene), options, words)


def _with_send(scene: Scene) -> Options:
    if any(o.value == SEND for o in scene.options):
        return scene.options
    return (*scene.options, Option(SEND, scene.say("question.recap.send")))


def _without_verb(folded: str, verbs: Words, scene: Scene) -> str:
    """Take "je veux changer" away, and the article after it."""
    return scene.lexicon.bare(strip(folded, verbs))
