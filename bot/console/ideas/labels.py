"""How are themes, districts, consultations and people called on these pages?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.console.desk import Desk
from bot.participation.idea_states import DECLINED, DONE, PLANNED, PUBLISHED, REFUSED, SUBMITTED, WAITING
from dialogues.labels import spoken
from storage.unit import Unit

#: state → tone of its badge
TONES: Mapping[str, str] = {
    WAITING: "warn", SUBMITTED: "warn", PUBLISHED: "good", PLANNED: "good", DONE: "good", REFUSED: "bad",
    DECLINED: "bad",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labels:
    """Names by slug or id, in the order of the territory."""

    themes: Mapping[str, str]
    districts: Mapping[str, str]
    #: by id
    consultations: Mapping[str, str]


def labels_of(desk: Desk, language: str) -> Labels:
    """Return the territory's names, in a language of the console."""
    town, usual = desk.room().town, desk.room().phrasebook.default
    return Labels(
        {theme.slug: spoken(theme.labels, language, usual) for theme in town.themes},
        {district.slug: district.name for district in town.districts},
        {one.id: spoken(one.title, language, usual) for one in town.consultations},
    )


def names_of(unit: Unit, actors: set[str]) -> dict[str, str]:
    """Return the names of members of staff, by how the audit calls them; who is gone is left out."""
    found = {actor: unit.staff.by_id(actor.removeprefix("staff:")) for actor in actors}
    return {actor: member.name for actor, member in found.items() if member is not None}
