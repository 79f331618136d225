"""What do the contract tests store? One fixed time, and rows that differ only where a test says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.answers import Answer
from storage.inbox import Incoming
from storage.outbox import Outgoing

NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)


def later(**parts: float) -> datetime:
    """Return a time after NOW."""
    return NOW + timedelta(**parts)


def incoming(address: str, provider_id: str, text: str = "Bonjour", channel: str = "sms") -> Incoming:
    """Return a message from an address."""
    return Incoming(channel, address, provider_id, {"text": text}, NOW)


def outgoing(address: str, n: int = 0, **changed: object) -> Outgoing:
    """Return a message to an address, due now."""
    given: dict[str, object] = {
        "participant_id": f"p-{address}",
        "channel": "sms",
        "address": address,
        "content": {"text": f"{address} {n}"},
        "due_at": NOW,
        "n": n,
    }
    return Outgoing(**(given | changed))  # type: ignore[arg-type]


def answer(step: str, value: object, session: str = "s1", participant: str = "p1") -> Answer:
    """Return an answer given now."""
    return Answer(session, participant, "idea", "1", step, "text", value, str(value), "said", NOW)
