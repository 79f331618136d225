"""How sure must a back end be, before the service acts on what it says?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.nlu.intents import OPT_OUT, OUT_OF_SCOPE
from bot.nlu.understanding import Understanding


class Decision(StrEnum):
    """What the service does with a text."""

    #: does what the best guess says
    ACT = "act"
    #: offers the best guesses, numbered
    ASK = "ask"
    #: shows the menu
    MENU = "menu"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Confidences from which the service acts, or asks; below, it shows the menu."""

    act: float = 0.6
    ask: float = 0.4
    #: from here on only, an opt-out is obeyed without a question, and danger is heard in an answer (ADR 0010)
    obey: float = 0.8

    def decide(self, understanding: Understanding) -> Decision:
        """Return what to do; what is out of scope, or has no guess at all, gets the menu."""
        if not understanding.guesses or understanding.guesses[0].intent == OUT_OF_SCOPE:
            return Decision.MENU
        confidence = understanding.guesses[0].confidence
        if confidence >= (self.obey if understanding.guesses[0].intent == OPT_OUT else self.act):
            return Decision.ACT
        return Decision.ASK if confidence >= self.ask else Decision.MENU


#: By name of back end: each is calibrated on its own.
THRESHOLDS: Mapping[str, Thresholds] = {"embedded": Thresholds(), "rasa": Thresholds()}
