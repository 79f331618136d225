"""What did staff choose in place of the environment's settings, and has the town changed since it was read?"""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from dialogues.inputs import Json
from storage import models
from storage.models.base import table

_choices = table(models.Choice)
_revision = table(models.Revision)
c = _choices.c


class Choices:
    """Choices by name; whoever changes the town holds it first, so that two changes never cross."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self) -> int:
        """Count one more change of the town and return its number; others who hold it wait for the commit."""
        statement = insert(_revision).values(id=1, number=1)
        more = {"number": _revision.c.number + 1}
        statement = statement.on_conflict_do_update(index_elements=["id"], set_=more)
        return int(self._connection.execute(statement.returning(_revision.c.number)).scalar_one())

    def revision(self) -> int:
        """Return the number of the last change, 0 before the first."""
        return int(self._connection.execute(select(_revision.c.number)).scalar() or 0)

    def all(self) -> dict[str, Json]:
        """Return what was chosen, by name."""
        rows = self._connection.execute(select(c.name, c.content))
        return {row.name: row.content for row in rows}

    def put(self, name: str, content: Json) -> None:
        """Store a choice in place of the last one."""
        statement = insert(_choices).values(name=name, content=content)
        statement = statement.on_conflict_do_update(index_elements=["name"], set_={"content": content})
        self._connection.execute(statement)

    def drop(self, name: str) -> None:
        """Forget a choice: what the environment says holds again."""
        self._connection.execute(delete(_choices).where(c.name == name))
