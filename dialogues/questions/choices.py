"""How are several options of a list asked for and read?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from dialogues.inputs import Json, Reply
from dialogues.questions.options import label_of, numbered, quoted, refuse_choice, tapped
from dialogues.questions.shape import Accepted, Prompt, Reading, Refused, Scene, Unclear
from dialogues.reading.choices import LONGEST, find_several
from dialogues.reading.fold import fold
from dialogues.reading.naming import Options
from dialogues.reading.numbers import number_of
from dialogues.reading.phrases import beginnings

#: Characters of a reply that a hint quotes.
LONGEST_QUOTE = 30


@dataclass(frozen=True, slots=True)
class ChoicesQuestion:
    """Some of the step's options; the value is the list of theirs, in the order shown."""

    name: ClassVar[str] = "choices"

    #: fewest and most that may be chosen; 0 at most means no limit
    min: int = 1
    max: int = 0

    def ask(self, scene: Scene) -> Prompt:
        """Return the options, and how to give several: by number where there are numbers, by name elsewhere."""
        if numbered(scene):
            return Prompt(options=scene.options, hint=scene.say("question.choices.ask.numbers"))
        example = ", ".join(o.label for o in scene.options[:2])
        return Prompt(options=scene.options, hint=scene.say("question.choices.ask.words", example=example))

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept the values of the options meant; "tous" and "aucun" are understood where they are allowed."""
        chosen = tapped(reply, scene.options)
        if chosen is not None:
            return self._accept((chosen,))
        whole = self._read_whole(fold(reply.text[: LONGEST * 2]), scene)
        if whole is not None:
            return whole
        found = find_several(reply.text, scene.options, scene.lexicon)
        if found.doubtful:
            return Unclear(found.doubtful)
        if found.chosen:
            return self._accept(found.chosen)
        return self._refuse(reply, found.missing, scene)

    def show(self, value: Json, scene: Scene) -> str:
        """Return the labels, or "none"."""
        return ", ".join(label_of(str(v), scene) for v in value) or scene.say("question.choices.none")

    def _read_whole(self, folded: str, scene: Scene) -> Reading | None:
        forms = {folded, scene.lexicon.bare(folded)}
        if any(o for o in scene.options if fold(o.label) in forms):
            return None
        if forms & scene.lexicon.none:
            return self._accept(_that_are_none(scene))
        whole = (
            forms & scene.lexicon.all
            and scene.options
            and _counts(folded, scene) in (None, len(scene.options))
        )
        return self._accept(scene.options) if whole else None

    def _accept(self, chosen: Options) -> Reading:
        if len(chosen) < self.min:
            return Refused("question.choices.hint.few", {"n": self.min})
        if self.max and len(chosen) > self.max:
            return Refused("question.choices.hint.many", {"n": self.max})
        return Accepted([o.value for o in chosen])

    def _refuse(self, reply: Reply, missing: str | None, scene: Scene) -> Refused:
        if missing is None or len(missing) > LONGEST_QUOTE or missing.isdecimal():
            return refuse_choice(reply, scene.options, self.name)
        return Refused("question.choices.hint.missing", {"what": quoted(missing)})


def _that_are_none(scene: Scene) -> Options:
    """Return the option that says that none of the others is right, if there is one: "Rien de tout cela"."""
    words = scene.lexicon.none
    named = (o for o in scene.options if not words.isdisjoint(beginnings(fold(o.label))))
    return tuple(islice(named, 1))


def _counts(folded: str, scene: Scene) -> int | None:
    """Return how many "les deux" and "les trois" are; None for "tous"."""
    return number_of(scene.lexicon.bare(folded), scene.lexicon)
