"""On what does the staff console stand here?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.bootstrap.checkups import find_checks
from bot.bootstrap.topics import OUT, TOWN
from bot.console.desk import Desk
from bot.console.password import Passwords
from bot.console.vault import Vault
from bot.keys import read_key
from bot.media.collector import Collector

if TYPE_CHECKING:
    from bot.bootstrap.service import Service


def build_console_desk(service: Service) -> Desk:
    """Return what the pages stand on: the same parts as the rest of the service."""
    return Desk(
        service.settings,
        service.database,
        Vault(read_key(service.settings)),
        Passwords(),
        service.premises.current,
        service.desk,
        service.simulator,
        lambda channel: service.switchboard.wake(OUT + channel),
        reload=_reloader(service),
        remove_files=_remover(service.collector),
        checks=find_checks(service.settings),
    )


def _reloader(service: Service) -> Callable[[], Awaitable[object]]:
    async def reload() -> None:
        await service.premises.refresh()
        service.switchboard.wake(TOWN)

    return reload


def _remover(collector: Collector) -> Callable[[], Awaitable[object]]:
    async def remove() -> None:
        while await collector.remove():
            pass

    return remove
