"""How does the territory speak: what is the authority called, what does it promise, how is it reached?"""

from __future__ import annotations

from dataclasses import asdict

from bot.console.settings.section import Ask, Content, Faults, Place, Section, Typed, from_each, in_each
from storage.territory import Voice
from storage.unit import Unit


def read(unit: Unit, _id: str) -> Content:
    """Return the voice that is stored, an empty one before the first."""
    return asdict(unit.territory.voice())


def fill(place: Place, content: Content) -> Typed:
    """Return the form of a voice."""
    each = [in_each(content[name], place.desk.languages, name) for name in ("authority", "pledge")]
    return each[0] | each[1] | {"contact": content["contact"]}


def asks(place: Place) -> list[Ask]:
    """Ask for both texts in each language, the usual one first."""
    found = [Ask("contact", "contact", help="contact", most=80)]
    for rank, language in enumerate(place.desk.languages):
        more = {"lang": language, "group": language, "folded": rank > 0, "required": rank == 0}
        found.append(Ask(f"authority_{language}", "authority", help="authority", most=80, **more))  # type: ignore[arg-type]
        more["required"] = False
        found.append(Ask(f"pledge_{language}", "pledge", "textarea", "pledge", most=400, **more))  # type: ignore[arg-type]
    return found


def check(place: Place, typed: Typed, content: Content) -> tuple[Content, Faults]:
    """Return the voice; anything may be said."""
    spoken = {
        name: from_each(typed, place.desk.languages, name, content[name]) for name in ("authority", "pledge")
    }
    return {**spoken, "contact": typed["contact"]}, {}


def write(unit: Unit, _id: str, content: Content) -> None:
    """Store the voice."""
    unit.territory.speak(Voice(**content))


SECTION = Section(
    "territory",
    read,
    fill,
    asks,
    check,
    write,
    environment=("territory_name", "timezone", "languages", "problem_contact"),
)
