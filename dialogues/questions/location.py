"""How is a place asked for and read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dialogues.content import Option
from dialogues.inputs import Json, Point, Reply
from dialogues.questions.options import tapped
from dialogues.questions.shape import Accepted, Prompt, Reading, Refused, Scene, Unclear
from dialogues.reading.choices import LONGEST, find
from dialogues.reading.fold import fold
from dialogues.reading.naming import Options

#: Letters of the shortest text that may be a place.
SHORTEST_PLACE = 3


@dataclass(frozen=True, slots=True)
class LocationQuestion:
    """A shared point, a district, or an address in words; the value is an object that holds one of the three."""

    name: ClassVar[str] = "location"

    #: longest address kept, in characters
    max_length: int = 300

    def ask(self, scene: Scene) -> Prompt:
        """Ask for a point where the channel can share one, for words elsewhere."""
        if scene.capabilities.location:
            return Prompt(
                options=scene.options, wants="location", hint=scene.say("question.location.ask.point")
            )
        return Prompt(options=scene.options, hint=scene.say("question.location.ask.words"))

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept a point, then a district known by name, then any words that may be an address."""
        if reply.point is not None:
            return _read_point(reply.point)
        districts = _districts(scene)
        chosen = tapped(reply, (*scene.options, *districts))
        found = (chosen,) if chosen is not None else self._named(reply.text, districts, scene)
        if len(found) > 1:
            return Unclear(found)
        return (
            Accepted({"district": found[0].value, "name": found[0].label})
            if found
            else self._read_words(reply.text, scene)
        )

    def show(self, value: Json, scene: Scene) -> str:
        """Return the name, the words, or the coordinates."""
        if "text" in value:
            return str(value["text"])
        if value.get("name") or "latitude" not in value:
            return str(value.get("name") or value.get("district"))
        return f"{value['latitude']:.5f}, {value['longitude']:.5f}"

    def _named(self, text: str, districts: Options, scene: Scene) -> Options:
        """A district counts only when nothing is beside it: in "rue du Centre" the street is the answer."""
        shown = find(text, scene.options, scene.lexicon)
        if shown:
            return shown
        short = len(fold(text[:LONGEST]).split()) <= 1 + max(
            (len(fold(d.label).split()) for d in districts), default=0
        )
        return (
            find(text, districts, scene.lexicon, numbered=False)
            if short and not _an_address(text, districts, scene)
            else ()
        )

    def _read_words(self, text: str, scene: Scene) -> Reading:
        folded = fold(text[:LONGEST])
        if len(text) > self.max_length:
            return Refused("question.location.hint.long", {"length": len(text), "maximum": self.max_length})
        if sum(c.isalpha() for c in folded) < SHORTEST_PLACE or _says_nothing(folded, scene):
            return Refused("question.location.hint.unknown", declines=scene.has_none(text))
        return Accepted({"text": text})


def _read_point(point: Point) -> Reading:
    if not (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180):
        return Refused("question.location.hint.unknown")
    return Accepted({"latitude": point.latitude, "longitude": point.longitude, "name": point.name})


def _districts(scene: Scene) -> Options:
    known = scene.known.get("districts") or ()
    return tuple(Option(str(d["id"]), str(d["name"]), tuple(d.get("aliases") or ())) for d in known)


def _an_address(text: str, districts: Options, scene: Scene) -> bool:
    """Tell whether something stands beside a district's name: a street, a number."""
    bare = scene.lexicon.bare(fold(text))
    if not scene.lexicon.alternatives.isdisjoint(bare.split(" ")):
        return False
    names = {fold(name) for d in districts for name in (d.label, *d.aliases)}
    return bare not in names and any(f" {name} " in f" {bare} " for name in names if name)


def _says_nothing(folded: str, scene: Scene) -> bool:
    words = scene.lexicon
    return any(folded in group for group in (words.empty, words.hedges, words.none, words.lacks))
