"""How does a test log as the service does, and leave the logging of other tests as it was?"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import structlog

from bot.logs import set_up_logs


@contextmanager
def logged(level: str, stream: TextIO | None = None) -> Iterator[None]:
    """Log from this level on, to standard error without a stream: as it comes, structlog draws every local of a trace, for minutes."""
    root = logging.getLogger()
    before, root_level = root.handlers[:], root.level
    set_up_logs(level, stream=stream)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.handlers[:] = before
        root.setLevel(root_level)
        structlog.reset_defaults()
