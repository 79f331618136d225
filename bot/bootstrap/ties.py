"""What holds the processes of one deployment together?"""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.outage import Outage
from bot.scheduler.leader import Seat
from bot.settings import Settings
from bot.switchboard import Switchboard
from storage.database import parse_url
from storage.leadership import OnlySeat, PostgresqlSeat
from storage.listening import PostgresqlBell
from storage.presence import LonePresence, PostgresqlPresence, Presence

if TYPE_CHECKING:
    from redis.asyncio import Redis


@dataclass(frozen=True, slots=True)
class Ties:
    """What holds the processes of one deployment together; on SQLite there is one, and nothing to hold."""

    switchboard: Switchboard
    seat: Seat
    presence: Presence
    #: name of the town's database, by which towns on one Redis are told apart
    town: str = ""
    #: None: there is none, or nobody to share it with
    redis: Redis | None = None
    redis_outage: Outage | None = None


def tie(settings: Settings) -> Ties:
    """Return the ties that the settings name."""
    url, who = parse_url(settings.store), _who()
    if url.get_backend_name() == "sqlite":
        return Ties(Switchboard(), OnlySeat(), LonePresence(who))
    town = town_of(settings)
    if settings.redis_url is None:
        switchboard = Switchboard(PostgresqlBell(url), Outage("session"))
        return Ties(switchboard, PostgresqlSeat(url), PostgresqlPresence(url, who), town)
    # read where there is one only: most towns have none
    from storage.redis.bell import RedisBell
    from storage.redis.client import open_redis

    redis, outage = open_redis(settings.redis_url), Outage("redis")
    board = Switchboard(RedisBell(redis, town), outage)
    return Ties(board, PostgresqlSeat(url), PostgresqlPresence(url, who), town, redis, outage)


def town_of(settings: Settings) -> str:
    """Return the name of the town's database."""
    return parse_url(settings.store).database or ""


def _who() -> str:
    """Return a name that no other process ever had: in containers, hosts and numbers come back."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
