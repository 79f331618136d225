"""By which names do residents call the themes and places of the territory that is stored?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.nlu.territory_data import Named, Territory
from bot.settings import Settings
from storage.database import open_database
from storage.errors import StorageError
from storage.territory import District, Theme
from storage.unit import Unit


def name_all(
    themes: Sequence[Theme], districts: Sequence[District], languages: Iterable[str]
) -> dict[str, Territory]:
    """Return the names of themes and places, by language."""
    places = tuple(Named(district.slug, (district.name, *district.aliases)) for district in districts)
    return {
        language: Territory(tuple(_named(theme, language) for theme in themes), places)
        for language in languages
    }


async def read_names(settings: Settings) -> dict[str, Territory]:
    """Return what is stored, by language; nothing where no town is stored yet."""
    database = open_database(settings.store)
    try:
        themes, districts = await database.read(_read)
    except StorageError:
        return {}
    finally:
        await database.close()
    return name_all(themes, districts, settings.languages) if themes or districts else {}


def _read(unit: Unit) -> tuple[list[Theme], list[District]]:
    return unit.territory.themes(), unit.territory.districts()


def _named(theme: Theme, language: str) -> Named:
    return Named(theme.slug, tuple(name for name in (theme.labels.get(language), *theme.keywords) if name))
