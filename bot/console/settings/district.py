"""What is one district: its name, and what else people call it?"""

from __future__ import annotations

from bot.console.settings.keywords import check_words, split_words
from bot.console.settings.section import Ask, Content, Faults, Place, Section, Typed
from bot.console.settings.slug import make_slug
from dialogues.reading.fold import fold
from storage.territory import District
from storage.unit import Unit


def read(unit: Unit, id: str) -> Content:
    """Return a district, offered or not."""
    found = next((one for one in unit.territory.districts(retired=True) if one.slug == id), None)
    if found is None:
        return None
    return {"name": found.name, "aliases": list(found.aliases), "retired": found.retired}


def fill(_place: Place, content: Content) -> Typed:
    """Return the form of a district: its other names with commas."""
    return {"name": content["name"], "aliases": ", ".join(content["aliases"])}


def asks(_place: Place) -> list[Ask]:
    """Ask for its names."""
    return [
        Ask("name", "district_name", help="district_name", most=60, required=True),
        Ask("aliases", "aliases", "textarea", "aliases", most=2_000),
    ]


def check(_place: Place, typed: Typed, content: Content) -> tuple[Content, Faults]:
    """Return the district, its other names each once."""
    names = split_words(typed["aliases"])
    found = {"name": typed["name"], "aliases": names, "retired": content["retired"]}
    return found, check_words("aliases", names)


def clash(unit: Unit, id: str, content: Content) -> Faults:
    """Refuse a name that another district has, or goes by."""
    for district in unit.territory.districts():
        known = {fold(name) for name in (district.name, *district.aliases)}
        if district.slug == id:
            continue
        if fold(content["name"]) in known:
            return {"name": "taken"}
        if known & {fold(name) for name in content["aliases"]}:
            return {"aliases": "taken"}
    return {}


def name_it(unit: Unit, content: Content) -> str:
    """Return the slug of a new district."""
    return make_slug(content["name"], [one.slug for one in unit.territory.districts(retired=True)])


def write(unit: Unit, id: str, content: Content) -> None:
    """Store the district; its shape stays."""
    unit.territory.save(District(id, content["name"], tuple(content["aliases"]), content["retired"]))


SECTION = Section(
    "districts",
    read,
    fill,
    asks,
    check,
    write,
    back="/settings/districts",
    blank=lambda _: {"name": "", "aliases": [], "retired": False},
    name_it=name_it,
    clash=clash,
)
