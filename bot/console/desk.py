"""On what do the pages stand? Built once by bot.bootstrap; tests pass fakes through it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo

from aiohttp import web

from bot.channels.simulator.render import Simulator
from bot.console.password import Passwords
from bot.console.remembered import Remembered
from bot.console.vault import Vault
from bot.conversation.room import Room
from bot.scheduler.desk import Desk as Sending
from bot.settings import Settings
from storage.database import Database


async def nothing() -> None:
    """Do nothing."""


def now() -> datetime:
    """Return the time of this machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """What pages stand on."""

    settings: Settings
    database: Database
    vault: Vault
    passwords: Passwords
    #: the room that turns are taken in now: town, scripts, sentences, channels' capabilities, proof
    room: Callable[[], Room]
    #: what broadcasts and schedules stand on: window, caps, channels
    sending: Sending
    #: draws a message as each channel's phone shows it
    simulator: Simulator
    #: tells the senders of a channel that something waits
    wake: Callable[[str], None]
    #: reads the town again, here and in the other processes, after a change of the settings
    reload: Callable[[], Awaitable[object]] = nothing
    #: takes files off the disk whose rows are gone, after an erasure
    remove_files: Callable[[], Awaitable[object]] = nothing
    #: channel → asks whether it works: one sentence on what is wrong, "" when nothing is
    checks: Mapping[str, Callable[[], Awaitable[str]]] = field(default_factory=dict)
    now: Callable[[], datetime] = now
    #: figures of a whole town, which are counted anew only once they changed
    remembered: Remembered = field(default_factory=Remembered)
    #: the demo's way in, without a password; empty anywhere else
    demo: list[str] = field(default_factory=list)

    @property
    def territory(self) -> str:
        """Name of the town or county, as residents know it."""
        return self.settings.territory_name

    @property
    def timezone(self) -> tzinfo:
        """Time zone of the territory."""
        return self.settings.timezone

    def first_hour(self, ago: int = 0) -> datetime:
        """Return when today began, or the day so many days ago, on the territory's clocks."""
        day = self.now().astimezone(self.timezone).date() - timedelta(days=ago)
        return datetime.combine(day, time(), tzinfo=self.timezone)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages spoken to residents; the first is the usual one."""
        return tuple(self.settings.languages)

    @property
    def url(self) -> str:
        """Address of the service as browsers see it, without a last slash."""
        given = self.settings.public_url or f"http://{self.settings.host}:{self.settings.port}"
        return given.rstrip("/")


_DESK = web.AppKey("desk", Desk)


def put_desk(app: web.Application, desk: Desk) -> None:
    """Let the handlers of an application find the desk."""
    app[_DESK] = desk


def desk_of(request: web.Request) -> Desk:
    """Return what the pages stand on."""
    return request.app[_DESK]
