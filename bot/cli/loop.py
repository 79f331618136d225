"""Which event loop does a service run on? uvloop's, where it exists: the same promises for less of the processor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


def run_service(service: Coroutine[Any, Any, None]) -> None:
    """Run a service until it ends, on the quickest loop of this machine."""
    with asyncio.Runner(loop_factory=find_loop()) as runner:
        runner.run(service)


def find_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes uvloop's loop; None, the standard one, where it cannot be installed (Windows, PyPy)."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
