"""What is done again and again by the one process that leads?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tick:
    """Something looked after every so often; one that is missed does no harm: the truth is in rows that are due."""

    name: str
    #: seconds between two looks
    every: float
    act: Callable[[], Awaitable[object]]
    #: looked after as soon as the process leads, not only after the first interval
    at_once: bool = False
