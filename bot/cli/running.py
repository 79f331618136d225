"""How does a command get its settings and a service?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.bootstrap import Service, build
from bot.errors import PalabreError
from bot.logs import set_up_logs
from bot.settings import Settings, read_settings
from storage.database import is_there, parse_url

T = TypeVar("T")


def read_or_exit(report: Callable[[str], None] | None = None) -> Settings:
    """Return the settings; a bad one stops the command with the variable's name, an unknown name is told to `report`."""
    return read_settings(report=report)


def with_service(work: Callable[[Service], Awaitable[T]]) -> T:
    """Build a service, do one thing with it, and let go of the store."""
    settings = read_or_exit()
    check_store(settings)
    set_up_logs("WARNING")
    return asyncio.run(_once(settings, work))


def check_store(settings: Settings) -> None:
    """Raise PalabreError where there is no SQLite file: an empty one would answer every question, wrongly."""
    url = parse_url(settings.store)
    if not is_there(url):
        raise PalabreError(
            f"there is no database at {url.database}: set PALABRE_DATABASE_URL or PALABRE_DATA as the service has them, "
            "or run the command where its .env is"
        )


async def _once(settings: Settings, work: Callable[[Service], Awaitable[T]]) -> T:
    service = build(settings)
    try:
        await service.start()
        return await work(service)
    finally:
        await service.close()
