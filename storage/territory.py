"""Which themes and districts does the territory know?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select

from storage import models
from storage.batch import Batch, as_row, insert_batch
from storage.models.base import table

_themes = table(models.Theme)
_districts = table(models.District)
_territory = table(models.Territory)
_VOICE = Batch(*_territory.c)
_THEMES = Batch(*_themes.c)
_DISTRICTS = Batch(*_districts.c)


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject that ideas are filed under."""

    slug: str
    #: by language
    labels: Mapping[str, str]
    keywords: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class District:
    """A part of the territory, by the names people use."""

    slug: str
    name: str
    aliases: Sequence[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who the assistant speaks for, what they promise (by language), and how a person is reached."""

    authority: Mapping[str, str] = field(default_factory=dict)
    pledge: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""


class Territory:
    """The territory's own voice and lists, in their own order."""

    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self._connection = connection
        self._new_id = new_id

    def replace(self, themes: Sequence[Theme], districts: Sequence[District]) -> None:
        """Make these the territory's lists; ideas and participants refer to slugs, which may outlive a list."""
        self._replace(_THEMES, themes)
        self._replace(_DISTRICTS, districts)

    def speak(self, voice: Voice) -> None:
        """Make this the territory's voice."""
        statement = insert_batch(_VOICE, self._connection)
        changed = {name: statement.excluded[name] for name in _VOICE.names if name != "id"}
        statement = statement.on_conflict_do_update(index_elements=["id"], set_=changed)
        _VOICE.write(self._connection, statement, [voice], {"id": 1})

    def voice(self) -> Voice:
        """Return the territory's voice; an empty one when none was given yet."""
        t = _territory.c
        row = self._connection.execute(select(t.authority, t.pledge, t.contact)).first()
        return Voice(*row) if row else Voice()

    def themes(self) -> list[Theme]:
        """Return the themes in order."""
        t = _themes.c
        rows = self._connection.execute(select(t.slug, t.labels, t.keywords).order_by(t.position))
        return [Theme(slug, labels, tuple(keywords)) for slug, labels, keywords in rows]

    def districts(self) -> list[District]:
        """Return the districts in order."""
        d = _districts.c
        rows = self._connection.execute(select(d.slug, d.name, d.aliases).order_by(d.position))
        return [District(slug, name, tuple(aliases)) for slug, name, aliases in rows]

    def _replace(self, batch: Batch, rows: Sequence[Theme] | Sequence[District]) -> None:
        self._connection.execute(delete(batch.columns[0].table))
        values = [
            as_row(batch, row, {"id": self._new_id(), "position": rank}) for rank, row in enumerate(rows)
        ]
        batch.run(self._connection, insert_batch(batch, self._connection), values)
