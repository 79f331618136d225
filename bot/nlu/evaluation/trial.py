"""What was understood of one sentence whose intent is known, and what would the service do?"""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlu.intents import OUT_OF_SCOPE
from bot.nlu.sentences import Sentence
from bot.nlu.thresholds import Decision, Thresholds
from bot.nlu.understanding import Understanding

#: Guesses that the service offers when it asks.
OFFERED = 2

#: What a text without any guess is taken for.
NOTHING = OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class Trial:
    """One held-out sentence, put to a back end."""

    sentence: Sentence
    understanding: Understanding
    decision: Decision

    @property
    def wanted(self) -> str:
        """The intent that the sentence has."""
        return self.sentence.intent

    @property
    def got(self) -> str:
        """The intent that was guessed first."""
        return self.understanding.guesses[0].intent if self.understanding.guesses else NOTHING

    @property
    def confidence(self) -> float:
        """How sure the first guess is."""
        return self.understanding.guesses[0].confidence if self.understanding.guesses else 0.0

    @property
    def right(self) -> bool:
        """Tell whether the first guess is the intent."""
        return self.got == self.wanted

    @property
    def offered(self) -> bool:
        """Tell whether the intent is among the guesses that the service would offer."""
        return self.wanted in [guess.intent for guess in self.understanding.guesses[:OFFERED]]


def judge(sentence: Sentence, understanding: Understanding, thresholds: Thresholds) -> Trial:
    """Return a trial, decided at the thresholds of its back end."""
    return Trial(sentence, understanding, thresholds.decide(understanding))
