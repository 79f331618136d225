"""What is kept of a text that was not understood? The masked words, the guesses, the day: nothing of who wrote it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.nlu.masking import mask
from dialogues.understanding import Understanding
from storage.misunderstood import Utterance

#: Guesses kept with a text.
GUESSES = 3
#: Digits of a confidence: more would be noise.
DIGITS = 2


def unlink(text: str, understanding: Understanding, language: str, at: datetime) -> Utterance:
    """Return what may be kept of a text, for those who label it; no row leads from there to a participant."""
    best = understanding.guesses[:GUESSES]
    guesses = tuple((guess.intent, round(guess.confidence, DIGITS)) for guess in best)
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return Utterance(language, mask(text), guesses, day)
