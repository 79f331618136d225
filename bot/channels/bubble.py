"""What does a participant see of one call, whatever the provider's form?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tap:
    """A button, or a row of a list."""

    label: str
    #: what comes back as `choice` when tapped; None: the label comes back, as if it had been typed
    value: str | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What an SMS costs, in parts, and what fills it."""

    #: "GSM-7" or "UCS-2"
    encoding: str
    parts: int
    #: 7-bit units, or UTF-16 units
    units: int
    #: units left in the last part
    remaining: int


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as a phone draws it; what the simulator and the console's preview show."""

    text: str
    #: lines of buttons under the text
    buttons: tuple[tuple[Tap, ...], ...] = ()
    #: rows of the list that a button opens
    rows: tuple[Tap, ...] = ()
    cost: Cost | None = None
