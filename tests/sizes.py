"""How much does a test try: some of it each time, or the whole, as a proof?

A test that takes long by nature carries `@pytest.mark.proof`: `make test` leaves it out, `make proofs` plays it. One that serves
both carries `@pytest.mark.sized`: `make test` plays it small, `make proofs` whole. `make check`, and so CI, plays both.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

#: What `make proofs` sets.
VARIABLE = "PALABRE_TEST_WHOLE"


def whole() -> bool:
    """Tell whether this run tries the whole."""
    return os.environ.get(VARIABLE, "") not in ("", "0", "false")


def sized(small: int, large: int) -> int:
    """Return the size for this run: examples, kills, residents…"""
    return large if whole() else small


def some(values: Sequence[T], n: int, part: int = 3) -> Sequence[T]:
    """Return the values that the n-th thing is tried with: every so many-th, others for the next; all, for the whole."""
    return values if whole() else values[n % part :: part]
