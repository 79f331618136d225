"""Which messages are one album, and is all of it there? Its photos come one by one, and are answered as one message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.inbound import Pending
from storage.unit import Unit

#: how long more of an album is waited for after its newest part: Telegram brings them within a second
SETTLED = timedelta(seconds=2)

#: parts of an album (Bot API, sendMediaGroup); that many are all of it
PARTS = 10

#: messages of its author that are looked at for its other parts
LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Gathered:
    """The messages of a batch whose turn it is."""

    #: an album stands as its first part, with the words and the files of all
    whole: list[Pending]
    #: id of a first part → ids of the others, handled with it
    others: Mapping[int, list[int]]
    #: ids of those whose album was answered before they came
    late: frozenset[int] = frozenset()


def gather(unit: Unit, claimed: list[Pending], now: datetime) -> Gathered:
    """Make one message of each album among those that were claimed; one that may still grow is left for later."""
    if not any(_album(pending) for pending in claimed):
        return Gathered(claimed, {})
    found = [parts for first in claimed if (parts := _parts(unit, first, now))]
    others = {first.id: [part.id for part in rest] for first, *rest in found}
    late = frozenset(first.id for first, *_ in found if _is_late(unit, first))
    return Gathered([_joined(parts) for parts in found], others, late)


def _parts(unit: Unit, first: Pending, now: datetime) -> list[Pending]:
    """Return what is handled with a message, itself first; nothing while more of its album may come."""
    if not _album(first):
        return [first]
    parts = [first, *_others(unit, first)][:PARTS]
    # a clock that goes wrong keeps nobody waiting
    may_grow = any(abs(now - part.received_at) < SETTLED for part in parts)
    return [] if may_grow and len(parts) < PARTS and not first.attempts else parts


def _others(unit: Unit, first: Pending) -> Iterator[Pending]:
    return (other for other in unit.inbox.behind(first, LOOKED_AT) if _album(other) == _album(first))


def _is_late(unit: Unit, first: Pending) -> bool:
    """Tell whether another part was answered already; words of its own want an answer of their own."""
    album = _album(first)
    if not album or first.payload.get("text"):
        return False
    return any(payload.get("album") == album for payload in unit.inbox.lately(first, LOOKED_AT))


def _joined(parts: Sequence[Pending]) -> Pending:
    """Return the first part with the words and the files of all."""
    if len(parts) == 1:
        return parts[0]
    first, payloads = parts[0], [part.payload for part in parts]
    words = "\n".join(filter(None, (payload.get("text") for payload in payloads)))
    files = [file for payload in payloads for file in payload.get("attachments") or ()]
    return first._replace(payload={**first.payload, "text": words, "attachments": files})


def _album(pending: Pending) -> Any:
    """Return the name of the album; a part that was changed afterwards is none of it."""
    payload = pending.payload
    return payload.get("album") if payload.get("event") == "message" else None
