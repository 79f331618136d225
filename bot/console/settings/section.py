"""What is one page of settings: what it reads and writes, what it asks, and which answers it refuses?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from bot.console.desk import Desk
from storage.unit import Unit

#: what was typed, by the name of the field; a box that is not ticked is ""
Typed = Mapping[str, str]
#: name of a field → key of a sentence
Faults = Mapping[str, str]
#: what is stored, as JSON; None: it is not there
Content = Any

#: characters of what a form remembers of the content it was drawn from
SEAL = 20
YES = "yes"


@dataclass(frozen=True, slots=True)
class Ask:
    """One field; its label is the word `labels.<label>`, its help `helps.<help>`."""

    name: str
    label: str
    #: text, textarea, number, date, time, tick or choice
    kind: str = "text"
    help: str = ""
    #: language of what is typed, "" for the page's
    lang: str = ""
    #: heading that it stands under, and whether it is folded away
    group: str = ""
    folded: bool = False
    #: of a choice: pairs (value, label)
    options: Sequence[tuple[str, str]] = ()
    most: int = 200
    required: bool = False
    #: a label that is no word of the page: a theme's own
    said: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of settings is drawn."""

    desk: Desk
    #: words of the settings, in the language of who asks
    words: Mapping[str, Any]
    language: str


def _nowhere(_unit: Unit, _id: str, _content: Content) -> Faults:
    return {}


@dataclass(frozen=True, slots=True)
class Section:
    """One page; `id` is "" where there is one of its kind only."""

    #: names it in paths, words and the audit
    name: str
    read: Callable[[Unit, str], Content]
    #: content → what its form shows
    fill: Callable[[Place, Content], Typed]
    asks: Callable[[Place], Sequence[Ask]]
    #: what was typed, and what is stored → new content, and what is wrong
    check: Callable[[Place, Typed, Content], tuple[Content, Faults]]
    write: Callable[[Unit, str, Content], None]
    #: page to go back to
    back: str = "/settings"
    #: settings of the environment that the page shows
    environment: Sequence[str] = ()
    #: the environment's settings hold until something is saved here
    resettable: bool = False
    #: content of a new one; None: none can be added
    blank: Callable[[Place], Content] | None = None
    #: id of a new one
    name_it: Callable[[Unit, Content], str] | None = None
    #: what only the store can refuse: a name that another has
    clash: Callable[[Unit, str, Content], Faults] = _nowhere

    def path(self, id: str = "") -> str:
        """Return where the page is, after /console."""
        return f"/settings/{self.name}/{id}" if id else f"/settings/{self.name}"

    def subject(self, id: str = "") -> str:
        """Return how the audit names it."""
        return f"settings:{self.name}:{id}" if id else f"settings:{self.name}"


def seal(content: Content) -> str:
    """Return what stands for a content: another content has another."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()[:SEAL]


def review(asks: Sequence[Ask], typed: Typed) -> dict[str, str]:
    """Return what is wrong with any field, whatever it means: nothing where something is wanted, or too much."""
    faults = {ask.name: "missing" for ask in asks if ask.required and not typed[ask.name]}
    return faults | {ask.name: "long" for ask in asks if len(typed[ask.name]) > ask.most}


def in_each(texts: Mapping[str, str], languages: Sequence[str], name: str) -> dict[str, str]:
    """Return a text's languages as fields: `label_fr`, `label_en`…"""
    return {f"{name}_{language}": texts.get(language, "") for language in languages}


def from_each(typed: Typed, languages: Sequence[str], name: str, kept: Mapping[str, str]) -> dict[str, str]:
    """Return the text by language from its fields; languages that are not spoken here any more are kept."""
    given = {language: typed[f"{name}_{language}"] for language in languages}
    others = {language: text for language, text in kept.items() if language not in given}
    return others | {language: text for language, text in given.items() if text}
