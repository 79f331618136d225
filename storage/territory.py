"""Which themes and districts does the territory know?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, delete, func, select, update

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, as_row, insert_batch
from storage.models.base import table

_themes = table(models.Theme)
_districts = table(models.District)
_territory = table(models.Territory)
_VOICE = Batch(*_territory.c)
_THEMES = Batch(*_themes.c)
#: all but the shape, which is stored apart: it is heavy, and no turn wants it
_DISTRICTS = Batch(*(column for column in _districts.c if column.name != "shape"))


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject that ideas are filed under."""

    slug: str
    #: by language
    labels: Mapping[str, str]
    keywords: Sequence[str] = ()
    #: offered no more; what was filed under it stays
    retired: bool = False


@dataclass(frozen=True, slots=True)
class District:
    """A part of the territory, by the names people use."""

    slug: str
    name: str
    aliases: Sequence[str] = field(default_factory=list)
    #: offered no more; who lives there stays
    retired: bool = False


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

    def themes(self, *, retired: bool = False) -> list[Theme]:
        """Return the themes in order, those that are offered no more too when asked for."""
        t = _themes.c
        query = select(t.slug, t.labels, t.keywords, t.retired).order_by(t.retired, t.position)
        rows = self._connection.execute(query if retired else query.where(t.retired.is_(False)))
        return [Theme(slug, labels, tuple(words), bool(gone)) for slug, labels, words, gone in rows]

    def districts(self, *, retired: bool = False) -> list[District]:
        """Return the districts in order, those that are offered no more too when asked for."""
        d = _districts.c
        query = select(d.slug, d.name, d.aliases, d.retired).order_by(d.retired, d.position)
        rows = self._connection.execute(query if retired else query.where(d.retired.is_(False)))
        return [District(slug, name, tuple(aliases), bool(gone)) for slug, name, aliases, gone in rows]

    def save(self, row: Theme | District) -> None:
        """Store a theme or a district; one whose slug is known keeps its place, a new one comes last."""
        batch = _THEMES if isinstance(row, Theme) else _DISTRICTS
        t = batch.columns[0].table.c
        place = self._connection.execute(select(t.position).where(t.slug == row.slug)).scalar()
        if place is None:
            last = self._connection.execute(select(func.max(t.position))).scalar()
            place = -1 if last is None else last
            place += 1
        self._save(batch, row, place)

    def arrange(self, kind: type[Theme] | type[District], slugs: Sequence[str]) -> None:
        """Put themes or districts in this order."""
        rows: Table = _themes if kind is Theme else _districts
        for rank, slug in enumerate(slugs):
            self._connection.execute(update(rows).where(rows.c.slug == slug).values(position=rank))

    def shapes(self) -> dict[str, Json]:
        """Return the shapes of the districts that have one (GeoJSON geometry, WGS 84), by slug."""
        d = _districts.c
        query = select(d.slug, d.shape).where(d.shape.is_not(None), d.retired.is_(False)).order_by(d.position)
        return {row.slug: row.shape for row in self._connection.execute(query)}

    def draw(self, slug: str, shape: Json | None) -> None:
        """Store a district's shape in place of the last one; None for none."""
        statement = update(_districts).where(_districts.c.slug == slug).values(shape=shape)
        self._connection.execute(statement)

    def _replace(self, batch: Batch, rows: Sequence[Theme | District]) -> None:
        self._connection.execute(delete(batch.columns[0].table))
        for rank, row in enumerate(rows):
            self._save(batch, row, rank)

    def _save(self, batch: Batch, row: Theme | District, place: int) -> None:
        statement = insert_batch(batch, self._connection)
        kept = ("id", "slug")
        changed = {name: statement.excluded[name] for name in batch.names if name not in kept}
        statement = statement.on_conflict_do_update(index_elements=["slug"], set_=changed)
        values = as_row(batch, row, {"id": self._new_id(), "position": place})
        batch.run(self._connection, statement, [values])
