"""Is it worth asking a server that failed? Not for a while after some failures; then one asks for all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

#: This many failures…
FAILURES = 3
#: …within this many seconds open the circuit…
WINDOW = 10.0
#: …for this many seconds; then one call tries.
PAUSE = 15.0


class Breaker:
    """A circuit: closed (all may ask), open (nobody may), half-open (one may, and closes or opens it).

    Whoever was allowed tells `succeed` or `fail`, whatever happens.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        #: gives seconds that never go back
        self._clock = clock
        self._failures: deque[float] = deque(maxlen=FAILURES)
        self._opened: float | None = None
        self._trying = False

    @property
    def is_open(self) -> bool:
        """Whether the server counts as gone; a trial may be under way."""
        return self._opened is not None

    def allows(self) -> bool:
        """Tell whether the server may be asked now."""
        if self._opened is None:
            return True
        if self._trying or self._clock() - self._opened < PAUSE:
            return False
        self._trying = True
        return True

    def succeed(self) -> None:
        """Close the circuit when this was the trial."""
        if self._trying:
            self._opened, self._trying = None, False
            self._failures.clear()

    def fail(self) -> None:
        """Count a failure, and open the circuit when it is one too many."""
        if self.is_open and not self._trying:
            # asked before it opened, and late: it tells nothing new
            return
        now = self._clock()
        self._failures.append(now)
        if self._trying or (len(self._failures) == FAILURES and now - self._failures[0] <= WINDOW):
            self._opened, self._trying = now, False
