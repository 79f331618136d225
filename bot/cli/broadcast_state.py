"""What does a broadcast do now, and until when does it wait, and why?"""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_datetime

from bot.participation.broadcasts.window import Window
from bot.scheduler.status import Status
from storage.broadcast import GOING

#: what a state means to whoever reads it
STATES = {
    "scheduled": "waits for its time",
    "held": "waits for a second person: `palabre broadcast approve` (pre-electoral reserve)",
    "pilot": "goes to its pilot",
    "asking": "its pilot has it; the others wait for `palabre broadcast resume`",
    "sending": "goes on its way",
    "paused": "is paused",
    "cancelled": "was cancelled",
    "ended": "is over",
    "missed": "was missed: the service was away at its time",
}

#: why nothing leaves before
WHY = "nobody is written to first before (PALABRE_WRITING_HOURS, PALABRE_HOLIDAYS, or what staff chose)"


def tell_state(found: Status, window: Window, now: datetime) -> str:
    """Return what a broadcast does, in words; of one that waits, until when, on the town's clocks, and why."""
    broadcast = found.broadcast
    if broadcast.state == "scheduled":
        return f"{STATES['scheduled']}, {_tell_due(broadcast.due_at, window)}"
    to_come = found.states["planned"] + found.states["waiting"]
    if broadcast.state in GOING and to_come and not window.is_open(now):
        return f"waits until {_local(window.opens(now), window)}: {WHY}"
    return STATES[broadcast.state]


def _tell_due(due: datetime, window: Window) -> str:
    """Return when it fires, and when it leaves where that is later."""
    opens = window.opens(due)
    fires = _local(due, window)
    return fires if opens <= due else f"{fires}, then until {_local(opens, window)}: {WHY}"


def _local(moment: datetime, window: Window) -> str:
    return tell_moment(moment.astimezone(window.timezone))


def tell_moment(local: datetime) -> str:
    """Return a moment as operators read it, on the clocks it is given in."""
    return format_datetime(local, "EEEE d MMMM yyyy HH:mm", locale="en")
