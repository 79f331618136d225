"""What does the web front need from the rest of the service?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Protocol

from aiohttp import web

from bot.channels.message import InboundMessage
from bot.channels.simulator.feed import Feed
from bot.web.metrics import Figures
from bot.web.personal import OpensData
from bot.web.simulator.stored import Stored
from bot.web.webhooks import Door
from dialogues.inputs import Json, Point


class Receives(Protocol):
    """Where inbound messages go: stored durably before it returns."""

    async def receive(self, message: InboundMessage) -> bool:
        """Store the message; False means that it was known already."""


class Parses(Protocol):
    """The simulator channel, as the web front sees it."""

    def parse(self, payload: dict[str, Json]) -> InboundMessage:
        """Return the message of a payload; raise BadPayload."""


@dataclass(frozen=True, slots=True)
class SimulatorServices:
    """What the simulator page stands on."""

    inbox: Receives
    channel: Parses
    feed: Feed
    stored: Stored
    #: folder of the photos and documents that pretend residents send; made when first needed
    files: Path
    #: places of the town that a pretend resident may share
    places: Sequence[Point] = ()


@dataclass(frozen=True, slots=True)
class WebServices:
    """What the web front stands on; tests pass fakes through it."""

    #: name of the town or county, as residents know it
    territory: str
    #: tells whether the service can take messages now
    ready: Callable[[], Awaitable[bool]]
    #: None: the simulator is switched off, and its pages do not exist
    simulator: SimulatorServices | None = None
    #: opens the page of personal data; None: there is no such page
    personal: OpensData | None = None
    #: what Prometheus reads; None: there is no such page
    figures: Figures | None = None
    #: path → way in of a provider
    doors: Mapping[str, Door] = field(default_factory=dict)
    #: time zone of the territory
    timezone: tzinfo = UTC
    #: what is raised while the store is away: the caller is asked to try again
    away: tuple[type[Exception], ...] = ()
    #: path → application mounted there: the staff console
    mounted: Mapping[str, web.Application] = field(default_factory=dict)
    #: the address that browsers see where a proxy stands in front; "": the one that they ask
    public_url: str = ""


SERVICES = web.AppKey("services", WebServices)
SIMULATOR = web.AppKey("simulator", SimulatorServices)
