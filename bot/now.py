"""What time is it? Asked in one place, so that a test can live a year in a minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

#: Returns the time of day, in UTC
Now = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time by the machine's clock."""
    return datetime.now(UTC)
