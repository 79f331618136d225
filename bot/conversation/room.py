"""What does a batch of turns stand on, beside its transaction?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.channels.message import Address
from bot.conversation.recent import Recent
from bot.conversation.shelf import Shelf
from bot.conversation.town import Town
from bot.conversation.understanding import Ear
from bot.nlu.linear.model import LinearModel
from bot.participation.chosen import Chosen
from dialogues.content import Capabilities
from dialogues.definition import Library
from dialogues.phrasebook import Phrasebook

#: Turns a channel and an address (or a code) into a keyed hash
Proof = Callable[[str, str], str]


@dataclass(slots=True)
class Learnt:
    """What was learnt from the town's own ideas; None until there are enough."""

    themes: LinearModel | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """Everything a turn needs that does not change from one message to the next."""

    library: Library
    phrasebook: Phrasebook
    town: Town
    #: channel → what an address of it can be shown
    capabilities: Mapping[str, Callable[[Address], Capabilities]]
    proof: Proof
    languages: tuple[str, ...] = ("fr",)
    #: what ideas are compared with
    recent: Recent = field(default_factory=Recent)
    learnt: Learnt = field(default_factory=Learnt)
    #: the surveys of staff
    shelf: Shelf = field(default_factory=Shelf)
    #: what staff chose in place of the environment's settings
    chosen: Chosen = field(default_factory=Chosen)
    #: what understands free texts; None: nothing does
    ear: Ear | None = None
    #: whether others see an idea only once staff have read it
    moderates_first: bool = False
    #: whether texts that nobody understood are kept, masked and of nobody
    keeps_misunderstood: bool = False

    def say(self, key: str, language: str, **params: Any) -> str:
        """Return a sentence that no dialogue says: a line of a list, a broken rule."""
        return self.phrasebook.fill(key, language, params)

    def language(self, hint: str) -> str:
        """Return the language that a channel's hint ("pt-BR") means here, else the territory's first."""
        code = hint.lower().replace("_", "-").partition("-")[0]
        return code if code in self.languages else self.languages[0]
