"""How is a yes or a no asked for and read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dialogues.content import Option
from dialogues.inputs import Json, Reply
from dialogues.questions.options import tapped
from dialogues.questions.shape import Accepted, Prompt, Reading, Refused, Scene, Unclear
from dialogues.reading.choices import find
from dialogues.reading.fold import fold
from dialogues.reading.naming import Options
from dialogues.reading.yesno import read_yesno

#: characters of the longest option that is copied with its number
LONGEST_COPY = 30
#: the places that the two options are shown at
_PLACES = {"1": "yes", "2": "no"}


@dataclass(frozen=True, slots=True)
class YesNoQuestion:
    """Yes or no; the value is a JSON boolean, the options' are "yes" and "no"."""

    name: ClassVar[str] = "yesno"

    #: a yes with anything beside it is none: what follows from it cannot be undone
    strict: bool = False

    def ask(self, scene: Scene) -> Prompt:
        """Return the two options, worded by the script or by the house."""
        return Prompt(options=yes_and_no(scene))

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept a yes or a no, with its reason if it has one; what hesitates is asked again."""
        loose = read_two(reply, scene, self.name, strict=False)
        agrees = self.strict and loose == Accepted(True)
        return read_two(reply, scene, self.name, strict=True) if agrees else loose

    def show(self, value: Json, scene: Scene) -> str:
        """Return the label of yes or of no."""
        yes, no = yes_and_no(scene)
        return yes.label if value is True else no.label


def yes_and_no(scene: Scene) -> tuple[Option, Option]:
    """Return the two options: the script's when it gave "yes" and "no" words of its own."""
    own = {o.value: o for o in scene.options}
    return (
        own.get("yes", Option("yes", scene.say("question.yes"))),
        own.get("no", Option("no", scene.say("question.no"))),
    )


def read_two(reply: Reply, scene: Scene, question: str, *, strict: bool) -> Reading:
    """Return True for yes, False for no; `strict` takes nothing beside it."""
    options = yes_and_no(scene)
    chosen = tapped(reply, options)
    if chosen is not None:
        return Accepted(chosen.value == "yes")
    match read_yesno(_without_place(reply.text, scene), scene.lexicon, strict=strict):
        case "yes":
            return Accepted(True)
        case "no":
            return Accepted(False)
        case "unclear":
            return Unclear(options)
    return _read_label(reply, options, scene, question, strict)


def _without_place(text: str, scene: Scene) -> str:
    """Return what follows the number of the same option: "1 Oui" is copied as it is shown."""
    place, _, rest = fold(text[:LONGEST_COPY]).partition(" ")
    copied = _PLACES.get(place)
    return rest if copied is not None and read_yesno(rest, scene.lexicon, strict=True) == copied else text


def _read_label(reply: Reply, options: Options, scene: Scene, question: str, strict: bool) -> Reading:
    found = find(reply.text, options, scene.lexicon)
    if len(found) == 1 and not (strict and _loose(reply, found[0], scene)):
        return Accepted(found[0].value == "yes")
    return Unclear(options) if found else Refused(f"question.{question}.hint.unknown")


def _loose(reply: Reply, option: Option, scene: Scene) -> bool:
    """Tell whether a longer text, not a number or the label, was found to hold the option."""
    return len(reply.text) > len(option.label) + 10
