"""Which way did a conversation go, whatever the language it was held in?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogues.events import (
    Answered,
    ConsentGiven,
    ConsentWithdrawn,
    Event,
    Finished,
    HandedOver,
    Misread,
    Requested,
    Said,
    Skipped,
    Started,
    Submitted,
)

#: question types whose answer is a person's own words, which no other language says in the same letters
OWN_WORDS = frozenset(("text", "location", "photo"))
#: the dialogue whose answer is a language: each of them goes to another one, and back to its own
LANGUAGE = "language"


def way(events: Iterable[Event]) -> list[str]:
    """Return what happened, one line an event: what differs between languages is left out."""
    return [" ".join((type(event).__name__, *_told(event))) for event in events]


def _told(event: Event) -> Iterator[str]:
    match event:
        case Said(message):
            yield from (option.value for option in message.options)
        case Started(dialogue=dialogue) | HandedOver(dialogue=dialogue):
            yield dialogue
        case Answered(dialogue=dialogue, step=step, type=type, value=value, how=how):
            yield from (dialogue, step, how)
            yield from () if type in OWN_WORDS or dialogue == LANGUAGE else (str(value),)
        case Skipped(step=step):
            yield step
        case Misread(step=step, reason=reason, attempt=attempt):
            yield from (step, reason, str(attempt))
        case Submitted(kind=kind, id=id):
            yield from (kind, id)
        case ConsentGiven(purpose=purpose, how=how) | ConsentWithdrawn(purpose=purpose, how=how):
            yield from (purpose, how)
        case Finished(session=session, outcome=outcome):
            yield from (session, outcome)
        case Requested(what=what):
            yield what
        case _:
            return
