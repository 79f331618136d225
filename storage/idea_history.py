"""What did staff do with an idea, when, and what did they write?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from storage import models
from storage.models.base import table

_events = table(models.IdeaEvent)
_ideas = table(models.Idea)
c = _events.c


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that was done with an idea."""

    idea_id: str
    at: datetime
    #: staff:<id>, or participant
    actor: str
    #: state, note, answer, filed, assigned, merged or unmerged
    kind: str
    before: str = ""
    after: str = ""
    #: a key of bot.participation.refusals
    reason: str = ""
    #: what staff wrote: told to the author, but for notes
    text: str = ""
    #: whose note it is; None: the town hall's
    organisation: str | None = None
    #: the message that told the author
    outbox_id: int | None = None
    #: given by the store
    id: int = 0


class IdeaHistory:
    """What happened to ideas, in order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, event: Happened) -> int:
        """Append an event; return its id."""
        values = {column.name: getattr(event, column.name) for column in _events.c if column.name != "id"}
        statement = insert(_events).values(values).returning(c.id)
        return int(self._connection.execute(statement).scalar_one())

    def of_idea(self, idea: str) -> list[Happened]:
        """Return what happened to an idea, oldest first."""
        return self._find(select(_events).where(c.idea_id == idea).order_by(c.id))

    def by_id(self, id: int) -> Happened | None:
        """Return one event."""
        found = self._find(select(_events).where(c.id == id))
        return found[0] if found else None

    def last(self, idea: str, kinds: Sequence[str]) -> Happened | None:
        """Return the latest event of these kinds."""
        query = select(_events).where(c.idea_id == idea, c.kind.in_(kinds)).order_by(c.id.desc()).limit(1)
        found = self._find(query)
        return found[0] if found else None

    def silence(self, id: int) -> None:
        """Record that nobody was told after all."""
        self._connection.execute(update(_events).where(c.id == id).values(outbox_id=None))

    def _find(self, query: Select[Any]) -> list[Happened]:
        return [Happened(**row._mapping) for row in self._connection.execute(query)]


def forget_notes(connection: Connection, participant: str) -> None:
    """Delete what staff noted on the ideas of somebody who is erased: it may be about them (norms §1)."""
    theirs = select(_ideas.c.id).where(_ideas.c.participant_id == participant)
    connection.execute(delete(_events).where(c.kind == "note", c.idea_id.in_(theirs)))
