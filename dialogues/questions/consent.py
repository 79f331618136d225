"""How is a consent asked for and read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from dialogues.inputs import Json, Reply
from dialogues.questions.shape import PLAIN, Accepted, Prompt, Reading, Scene
from dialogues.questions.yesno import read_two, yes_and_no
from dialogues.reading.fold import fold
from dialogues.reading.subscribing import named_purpose, without_purpose
from dialogues.reading.yesno import LONGEST

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
        reading = read_two(reply, scene, self.name, strict=True)
        if isinstance(reading, Accepted) or len(reply.text) > LONGEST:
            return reading
        return self._read_named(reply, scene) or reading

    def _read_named(self, reply: Reply, scene: Scene) -> Accepted | None:
        """Read "oui pour les questions": a yes, or a no, that names this purpose, whatever is refused of others."""
        folded = fold(reply.text)
        said = scene.lexicon.selecting.parted(folded)[0]
        if named_purpose(said) != self.purpose:
            return None
        reading = read_two(
            reply._replace(text=without_purpose(said, self.purpose)), scene, self.name, strict=True
        )
        return reading if isinstance(reading, Accepted) else None

    def show(self, value: Json, scene: Scene) -> str:
        """Return the label of yes or of no."""
        yes, no = yes_and_no(scene)
        return yes.label if value is True else no.label
