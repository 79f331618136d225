"""What answers as it was told? A back end whose every guess is known before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.nlu.evaluation.trial import Trial, judge
from bot.nlu.sentences import Sentence
from bot.nlu.thresholds import Thresholds
from bot.nlu.understanding import Guess, Understanding

THRESHOLDS = Thresholds(act=0.6, ask=0.4)


@dataclass(slots=True)
class Parrot:
    """Gives the guess that it was taught for a text; nothing for any other."""

    taught: Mapping[str, tuple[str, float]]
    name: str = "parrot"
    closed: bool = field(default=False)

    async def understand(self, texts: Sequence[str], language: str) -> Sequence[Understanding]:
        return [understood(*self.taught[text]) if text in self.taught else Understanding() for text in texts]

    async def close(self) -> None:
        self.closed = True


def understood(intent: str, confidence: float, *others: str) -> Understanding:
    """Return a first guess, and others that share the rest."""
    rest = (1 - confidence) / (len(others) or 1)
    return Understanding((Guess(intent, confidence), *(Guess(other, rest) for other in others)))


def trial(wanted: str, got: str, confidence: float = 0.9, *others: str) -> Trial:
    """Return a trial at the usual thresholds."""
    return judge(Sentence(f"{wanted} as {got}", wanted), understood(got, confidence, *others), THRESHOLDS)
