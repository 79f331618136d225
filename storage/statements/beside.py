"""What do other rows tell of a message of the outbox, in the statement that changes it?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, literal_column

from storage.models.base import Moment

#: when the person said STOP; of a broadcast, whose person may have been erased while it was fired, also when nobody is there
STOPPED = (
    "SELECT CASE WHEN p.id IS NULL AND COALESCE(CAST(outbox.recipient_id AS BIGINT), 0) > 0"
    " THEN outbox.created_at ELSE p.stopped_at END"
    " FROM (SELECT 1 AS one) AS nobody LEFT JOIN participants AS p ON p.id = CAST(outbox.participant_id AS TEXT)"
)
WINDOW = (
    "SELECT a.window_until FROM addresses AS a"
    " WHERE a.channel = CAST(outbox.channel AS TEXT) AND a.value = CAST(outbox.address AS TEXT)"
)
_BEHIND = (
    "SELECT 1 FROM outbox AS later WHERE later.channel = CAST(outbox.channel AS TEXT)"
    " AND later.address = CAST(outbox.address AS TEXT) AND later.priority = CAST(outbox.priority AS INTEGER)"
    " AND later.status IN ('waiting', 'sending') AND later.id > CAST(outbox.id AS BIGINT)"
)


def told(query: str, name: str) -> ColumnElement[Any]:
    """Return a time that another table tells of the message.

    Spelt out, and nothing but a look-up: within RETURNING, SQLAlchemy names SQLite's columns without their tables, and
    SQLite 3.40 takes `inbound_id IS NULL` to be false; and it uses an index only for what is cast to its type: without,
    each message that left read every resident.
    """
    return literal_column(f"({query})", Moment()).label(name)


def followed() -> ColumnElement[bool]:
    """Return whether another message waits behind one that left, or nobody knows any more where it went."""
    return literal_column(f"(outbox.address = '' OR EXISTS ({_BEHIND}))", Boolean()).label("followed")
