"""What may Rasa be asked, and what does its answer mean? Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.nlu.understanding import Entity, Guess, Understanding

#: Characters that are sent: 10 kB would hold the server up for 0.7 s.
LONGEST = 500
#: A text that begins with a slash skips the model and chooses its own intent.
BEFORE = re.compile(r"[\s/\x00-\x1f]+")
#: FallbackClassifier's own intent: the thresholds are ours (bot/nlu/thresholds.py).
FALLBACK = "nlu_fallback"


@dataclass(frozen=True, slots=True)
class Asked:
    """A text as it is sent, and where it began in what was written, in characters."""

    text: str
    start: int


def prepare(text: str) -> Asked | None:
    """Return what to send of a text; None where nothing is left, which Rasa would answer with 500."""
    match = BEFORE.match(text)
    start = match.end() if match else 0
    # halves of an emoji, which no UTF-8 can carry
    sent = text[start : start + LONGEST].encode("utf-8", "replace").decode()
    return Asked(sent, start) if any(map(_is_seen, sent)) else None


def _is_seen(sign: str) -> bool:
    """Tell whether a character shows: it is neither a blank nor a control, whatever its width."""
    return unicodedata.category(sign)[0] not in "CZ"


def read(answer: Any, asked: Asked) -> Understanding:
    """Return the whole ranking and each entity once. Raise ValueError for what is no answer of Rasa."""
    try:
        ranking = [(str(each["name"]), float(each["confidence"])) for each in answer["intent_ranking"]]
        entities = [_entity(each, asked) for each in answer["entities"]]
    except (KeyError, TypeError) as fault:
        raise ValueError("not an answer of Rasa") from fault
    guesses = (Guess(intent, confidence) for intent, confidence in ranking if intent != FALLBACK)
    return Understanding(tuple(sorted(guesses, key=lambda guess: -guess.confidence)), _once(entities))


def _entity(each: Mapping[str, Any], asked: Asked) -> Entity:
    start, end = int(each["start"]), int(each["end"])
    value = each.get("value", asked.text[start:end])
    return Entity(str(each["entity"]), str(value), start + asked.start, end + asked.start)


def _once(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the entities in the order of the text, without those that another extractor found too."""
    found = {(entity.start, entity.end, entity.kind): entity for entity in entities}
    return tuple(found[key] for key in sorted(found))
