"""How many messages does a turn send? As few as can be: each one is a disturbance, and on SMS a cost."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.events import Event, Said

#: what joins two things said in one message
JOINT = "\n"


def compose(events: Iterable[Event]) -> tuple[Event, ...]:
    """Join what is said in one turn, up to each question and around each message that stands apart."""
    composed: list[Event] = []
    for event in events:
        last = _last_said(composed)
        if isinstance(event, Said) and last is not None and _joins(composed[last], event):
            composed.append(_join(composed.pop(last), event))
        else:
            composed.append(event)
    return tuple(composed)


def _last_said(events: list[Event]) -> int | None:
    return next((i for i in range(len(events) - 1, -1, -1) if isinstance(events[i], Said)), None)


def _joins(before: Event, after: Said) -> bool:
    """Tell whether the second may follow in the same message: nothing follows a question."""
    if not isinstance(before, Said) or before.apart or after.apart:
        return False
    return not before.message.options and before.message.wants is None


def _join(before: Event, after: Said) -> Said:
    assert isinstance(before, Said)
    text = JOINT.join(part for part in (before.message.text, after.message.text) if part)
    return Said(after.message._replace(text=text))
