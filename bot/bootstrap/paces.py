"""How do the senders of all processes keep a channel's pace together?"""

from __future__ import annotations

from dataclasses import replace

from bot.bootstrap.ties import Ties
from bot.conversation.room import Proof
from bot.outbox.pace import Booking, Pace, burst_of
from bot.outbox.shared_pace import SharedPace

#: part of a channel's pace that is used: what leaves evenly arrives less so, and a provider counts what arrives
MARGIN = 0.99

#: characters of what stands for an address in Redis
MASK = 16


def share_pace(ties: Ties, channel: str, pace: Pace, proof: Proof) -> Booking:
    """Return the pace of a channel: shared through Redis, else this process' part of it."""
    local = replace(pace, rate=pace.rate * MARGIN, senders=ties.seat.candidates)
    if ties.redis is None or ties.redis_outage is None:
        return replace(local, joining=ties.seat.joining)
    from storage.redis.buckets import Buckets  # read where there is a Redis only

    name = place_of(ties.town, channel)
    buckets = Buckets(ties.redis, name, local.rate, burst_of(local.rate), local.chat_rate, local.chat_burst)
    return SharedPace(buckets, local, ties.redis_outage, lambda address: proof("pace", address)[:MASK])


def place_of(town: str, channel: str) -> str:
    """Return the name that a channel of a town has in Redis."""
    return f"{town}:{channel}"
