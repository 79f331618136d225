"""How does a command get its settings and a service?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.bootstrap import Service, build
from bot.logs import set_up_logs
from bot.settings import Settings, read_settings

T = TypeVar("T")


def read_or_exit() -> Settings:
    """Return the settings; a bad one stops the command with the variable's name."""
    return read_settings()


def with_service(work: Callable[[Service], Awaitable[T]]) -> T:
    """Build a service, do one thing with it, and let go of the store."""
    settings = read_or_exit()
    set_up_logs("WARNING")
    return asyncio.run(_once(settings, work))


async def _once(settings: Settings, work: Callable[[Service], Awaitable[T]]) -> T:
    service = build(settings)
    try:
        await service.start()
        return await work(service)
    finally:
        await service.close()
