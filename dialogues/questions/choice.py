"""How is one option of a list asked for and read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dialogues.inputs import Json, Reply
from dialogues.questions.options import label_of, read_choice
from dialogues.questions.shape import Prompt, Reading, Scene


@dataclass(frozen=True, slots=True)
class ChoiceQuestion:
    """One of the step's options; the value is the option's."""

    name: ClassVar[str] = "choice"

    def ask(self, scene: Scene) -> Prompt:
        """Return the options as they are: buttons, a list or numbers say enough."""
        return Prompt(options=scene.options)

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept the value of the one option meant."""
        return read_choice(reply, scene.options, scene, self.name)

    def show(self, value: Json, scene: Scene) -> str:
        """Return the option's label."""
        return label_of(str(value), scene)
