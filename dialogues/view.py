"""What can a step see of its session? Answers, what is known, the channel, and how to say things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from dialogues.content import Option
from dialogues.definition import Ask, Choice, Definition, Step
from dialogues.inputs import Circumstances, Json
from dialogues.labels import spoken
from dialogues.questions.shape import Scene
from dialogues.reading.lexicon import Lexicon
from dialogues.session import Session

SKIPPED = "skipped"

_LISTS = (list, tuple)

#: from this hour one says "bonsoir", and until this one
EVENING, MORNING = 18, 5


class View(NamedTuple):
    """A session of a definition, in the circumstances of one input; made at each step, hence a tuple."""

    definition: Definition
    session: Session
    circumstances: Circumstances

    def at(self, session: Session) -> View:
        """Return the same view of a session that has moved on."""
        return View(self.definition, session, self.circumstances)

    def answer(self, step: str) -> Json:
        """Return the value given at a step; None when it was skipped, or never asked."""
        given = self.session.answers.get(step)
        return None if given is None or given.how == SKIPPED else given.value

    def known(self, name: str) -> Json:
        """Return a look-up's result once it is met, or what the caller knows; `about.rules` looks inside."""
        found = self.session.found
        if name in found:
            return found[name]
        value = self.circumstances.known.get(name)
        if value is not None:
            return None if name in self.definition.lookups else value
        if "." not in name:
            return None
        whole, _, part = name.partition(".")
        inside = self.known(whole)
        return inside.get(part) if isinstance(inside, dict) else None

    def channel(self, capability: str) -> Json:
        """Return a capability of the channel, None if there is none of this name."""
        return getattr(self.circumstances.capabilities, capability, None)

    def day(self) -> date:
        """Return the day of the input."""
        return self.circumstances.at.date()

    def scene(self, options: tuple[Option, ...] = (), draft: str | None = None) -> Scene:
        """Return what a question may look at."""
        c, phrasebook = self.circumstances, self.definition.phrasebook
        return Scene(c.language, c.at, c.capabilities, phrasebook, self.lexicon(), options, draft, c.known)

    def lexicon(self) -> Lexicon:
        """Return the words of the participant's language, those of the first one where it has none."""
        d = self.definition
        return d.lexicons.get(self.circumstances.language) or d.lexicons[d.phrasebook.default]

    def say(self, key: str, /, **extra: Json) -> str:
        """Return a sentence with answers, what is known and `extra` in its {places}."""
        definition, c = self.definition, self.circumstances
        brief = c.capabilities.brief
        which = (key, c.language, brief)
        said = definition.memory.said.get(which)
        if said:
            return said
        text = definition.phrasebook.fill(key, c.language, Places(self, extra), brief=brief)
        if said is None:
            definition.memory.said[which] = text if definition.phrasebook.is_plain(key, c.language) else ""
        return text

    def greeting(self) -> str:
        """Return "bonjour" or "bonsoir", by the hour."""
        evening = self.circumstances.at.hour >= EVENING or self.circumstances.at.hour < MORNING
        words = self.say("engine.greeting.evening" if evening else "engine.greeting.day")
        name = self.circumstances.known.get("first_name")
        return f"{words} {name}" if name and not self.circumstances.capabilities.brief else words

    def shown(self, step: str) -> str:
        """Return the answer of a step as a recap shows it, "" if there is none."""
        given, asked = self.session.answers.get(step), self._step(step)
        if given is None or given.how == SKIPPED or not isinstance(asked, Ask):
            return ""
        if asked.question.name == "text":
            return str(given.value)
        return asked.question.show(given.value, self.scene(given_options(asked, self)))

    def _step(self, step: str) -> Step | None:
        place = self.definition.places.get(step)
        return None if place is None else self.definition.steps[place]


class Places:
    """What can stand in the {places} of a sentence: extra values, answers as shown, what is known."""

    def __init__(self, view: View, extra: Mapping[str, Any]) -> None:
        self._view, self._extra = view, extra

    def get(self, name: str, default: Any = "", /) -> Any:
        """Return what stands in a place; a list by its length, nothing as `default`."""
        if name in self._extra:
            return self._extra[name]
        if name == "greeting":
            return self._view.greeting()
        if name in self._view.session.answers:
            return self._view.shown(name)
        value = self._view.known(name)
        return default if value is None else len(value) if isinstance(value, _LISTS) else value


def given_options(step: Ask, view: View) -> tuple[Option, ...]:
    """Return the options of a step as the script and the known lists make them, the suggested one first."""
    if not (step.choices or step.choices_from):
        return ()
    listed = view.known(step.choices_from) if step.choices_from else None
    suggested = view.known(step.suggest) if step.suggest else None
    shown = [c.when is None or c.when.holds(view) for c in step.choices]
    c, drawn = view.circumstances, view.definition.memory.drawn
    which = (step.id, c.language, c.capabilities.brief, str(suggested), *shown)
    known = drawn.get(which)
    if known is not None and known[0] == listed:
        return known[1]
    options = _options(listed, [c for c, is_shown in zip(step.choices, shown, strict=True) if is_shown], view)
    options.sort(key=lambda option: option.value != suggested)
    if not any(view.definition.phrasebook.has_places(choice.label) for choice in step.choices):
        drawn[which] = (listed, tuple(options))
    return tuple(options)


def _options(listed: Json, choices: Iterable[Choice], view: View) -> list[Option]:
    return [_listed(item, view) for item in listed or ()] + [_declared(choice, view) for choice in choices]


def _listed(item: Mapping[str, Json], view: View) -> Option:
    return Option(str(item["id"]), _spoken(item["label"], view), tuple(item.get("aliases", ())))


def _declared(choice: Choice, view: View) -> Option:
    aliases = view.definition.phrasebook.aliases(choice.label, view.circumstances.language)
    return Option(choice.value, view.say(choice.label), aliases)


def _spoken(label: str | Mapping[str, str], view: View) -> str:
    return spoken(label, view.circumstances.language, view.definition.phrasebook.default)
