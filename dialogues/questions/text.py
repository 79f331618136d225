"""How are a participant's own words asked for and read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dialogues.content import Option
from dialogues.inputs import Json, Reply
from dialogues.questions.options import tapped
from dialogues.questions.shape import Accepted, Prompt, Reading, Refused, Scene, Thin
from dialogues.reading.choices import find
from dialogues.reading.fold import fold, is_blank
from dialogues.reading.substance import says_nothing

#: Value of the button that keeps a thin answer as it is.
ENOUGH = "enough"
#: Characters of the longest text that a question takes unless its script says otherwise; a longer message begins
#: nothing either.
LONGEST_TEXT = 4000
#: Characters looked at to know whether a reply only says "that is all".
LONGEST_ENOUGH = 60


@dataclass(frozen=True, slots=True)
class TextQuestion:
    """Free words, kept byte for byte as they came."""

    name: ClassVar[str] = "text"

    #: fewer words get one friendly nudge; 0 never does
    min_words: int = 0
    #: fewest and most characters
    min_length: int = 1
    max_length: int = LONGEST_TEXT

    def ask(self, scene: Scene) -> Prompt:
        """Return what the step proposes, or the nudge when a thin answer is kept."""
        if scene.draft is None:
            return Prompt(options=scene.options)
        enough = Option(ENOUGH, scene.say("question.text.enough"))
        return Prompt(options=(enough,), hint=scene.say("question.text.nudge"))

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept words; too few of them once give Thin, then whatever says something is added to them."""
        if scene.draft is not None:
            return self._read_more(scene.draft, reply, scene)
        proposed = _proposed(reply, scene)
        if proposed is not None:
            return Accepted(proposed.value)
        return self._check(reply.text, scene, nudge=True)

    def show(self, value: Json, scene: Scene) -> str:
        """Return the words."""
        return str(value)

    def _read_more(self, draft: str, reply: Reply, scene: Scene) -> Reading:
        if reply.choice == ENOUGH or is_blank(reply.text) or _says_enough(reply.text, scene):
            return Accepted(draft)
        if says_nothing(draft, scene.lexicon):
            return self._check(reply.text, scene, nudge=False)
        if len(reply.text) <= LONGEST_ENOUGH and fold(reply.text) in scene.lexicon.empty:
            return Accepted(draft)
        return self._check(f"{draft}\n{reply.text}", scene, nudge=False)

    def _check(self, text: str, scene: Scene, nudge: bool) -> Reading:
        if is_blank(text):
            return Refused("question.text.hint.empty")
        if len(text) > self.max_length:
            return Refused("question.text.hint.long", {"length": len(text), "maximum": self.max_length})
        if len(text.strip()) < self.min_length:
            return Refused("question.text.hint.short", {"minimum": self.min_length})
        return Thin(text) if nudge and self._is_thin(text, scene) else Accepted(text)

    def _is_thin(self, text: str, scene: Scene) -> bool:
        if self.min_words == 0:
            return False
        return len(text.split()) < self.min_words or says_nothing(text, scene.lexicon)


def _proposed(reply: Reply, scene: Scene) -> Option | None:
    """Return the proposal that was tapped, or given by its number, its label, or a plain yes when it is the only one."""
    chosen = tapped(reply, scene.options)
    if chosen is not None or not scene.options or len(reply.text) > LONGEST_ENOUGH:
        return chosen
    folded = fold(reply.text)
    if len(scene.options) == 1 and folded and (folded in scene.lexicon.yes or folded in scene.lexicon.send):
        return scene.options[0]
    if not folded.isdecimal() and all(fold(o.label) != folded for o in scene.options):
        return None
    found = find(reply.text, scene.options, scene.lexicon)
    return found[0] if len(found) == 1 else None


def _says_enough(text: str, scene: Scene) -> bool:
    if len(text) > LONGEST_ENOUGH:
        return False
    folded = fold(text)
    words = {folded, scene.lexicon.without_politeness(folded), fold(scene.say("question.text.enough"))}
    number = folded == "1" and scene.capabilities.buttons == 0
    return (
        number
        or bool({folded, scene.lexicon.without_politeness(folded)} & scene.lexicon.enough)
        or folded in words - {folded}
    )
