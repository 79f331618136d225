"""How is a change of the settings stored: once, by who saw what was there, with its trace?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.console.acts import record
from bot.console.settings.section import Content, Faults, Place, Section, seal
from bot.console.visit import Staff
from storage.unit import Unit

#: the id of what is not there yet
NEW = "new"

#: characters of a text that the journal keeps of it
KEPT = 120


@dataclass(eq=False)
class Outdated(Exception):
    """Somebody else changed it since the form was drawn."""

    content: Content
    who: str
    at: datetime | None


@dataclass(eq=False)
class Clashes(Exception):
    """The store refuses it."""

    faults: Faults


def settle(
    unit: Unit, place: Place, staff: Staff, section: Section, id: str, seen: str, content: Content
) -> str:
    """Store a content and return its id; raise Outdated or Clashes, and HTTPNotFound for what is not there."""
    unit.choices.hold()
    before = section.blank(place) if id == NEW and section.blank else section.read(unit, id)
    if before is None:
        raise web.HTTPNotFound
    if id != NEW and seal(before) != seen:
        raise Outdated(before, *_last(unit, section.subject(id)))
    if faults := section.clash(unit, "" if id == NEW else id, content):
        raise Clashes(faults)
    if id == NEW:
        assert section.name_it is not None
        id = section.name_it(unit, content)
    section.write(unit, id, content)
    detail = compare(section.fill(place, before), section.fill(place, content))
    record(unit, staff, place.desk.now(), "settings changed", section.subject(id), detail)
    return id


def compare(before: Any, after: Any) -> dict[str, Any]:
    """Return what the journal keeps of a change: the fields that differ, before and after."""
    changed = [name for name in after if before.get(name, "") != after[name]]
    return {
        "before": {name: before.get(name, "")[:KEPT] for name in changed},
        "after": {name: after[name][:KEPT] for name in changed},
    }


def _last(unit: Unit, subject: str) -> tuple[str, datetime | None]:
    """Return who changed it last, and when."""
    acts = unit.audit.of_subject(subject)
    if not acts:
        return "", None
    member = unit.staff.by_id(acts[-1].actor.removeprefix("staff:"))
    return member.name if member else "", acts[-1].at
