"""How is a consent asked for and read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from dialogues.inputs import Json, Reply
from dialogues.questions.shape import PLAIN, Accepted, Prompt, Reading, Scene
from dialogues.questions.yesno import read_two, yes_and_no
from dialogues.reading.fold import fold

Purpose = Literal["participation", "questions", "news"]


@dataclass(frozen=True, slots=True)
class ConsentQuestion:
    """A yes or no to one purpose (norms §1); the value is a JSON boolean. The step's text is the exact wording."""

    name: ClassVar[str] = "consent"

    purpose: Purpose = "participation"

    def ask(self, scene: Scene) -> Prompt:
        """Return yes and no, neither of them chosen beforehand."""
        return Prompt(options=yes_and_no(scene))

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept only a clear yes or no: "oui mais…" and "pourquoi pas" are asked again; "aucune" is no."""
        if fold(reply.text[:PLAIN]) in scene.lexicon.none:
            return Accepted(False)
        return read_two(reply, scene, self.name, strict=True)

    def show(self, value: Json, scene: Scene) -> str:
        """Return the label of yes or of no."""
        yes, no = yes_and_no(scene)
        return yes.label if value is True else no.label
