"""How many messages does a turn send? As few as can be: each one is a disturbance, and on SMS a cost."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.events import Event, Said

#: what joins two things said in one message
JOINT = "\n"


def compose(events: Iterable[Event]) -> tuple[Event, ...]:
    """Join what is said in one turn, up to each question and around each message that stands apart."""
    composed: list[Event] = []
    last: Said | None = None
    place = 0
    for event in events:
        if isinstance(event, Said):
            joined = _joined(last, event)
            if joined is not event:
                del composed[place]
            last, place = joined, len(composed)
            composed.append(joined)
        else:
            composed.append(event)
    return tuple(composed)


def _joined(before: Said | None, after: Said) -> Said:
    """Return what is said, with what was said before where both fit in one message."""
    return after if before is None or not _joins(before, after) else _join(before, after)


def _joins(before: Said, after: Said) -> bool:
    """Tell whether the second may follow in the same message: nothing follows a question."""
    if before.apart or after.apart:
        return False
    return not before.message.options and before.message.wants is None


def _join(before: Said, after: Said) -> Said:
    text = JOINT.join(part for part in (before.message.text, after.message.text) if part)
    return Said(after.message._replace(text=text))
