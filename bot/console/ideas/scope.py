"""Which ideas may a member of staff see, and how much of each?"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.console.role import TEAM, WRITERS, Role, Roles
from bot.console.visit import Staff
from storage.ideas import Idea
from storage.unit import Unit

#: who may look at ideas; an organisation at its own, an analyst without what tells who wrote
SEERS: Roles = TEAM | {Role.ANALYST, Role.ORGANISATION}

#: who may look at photos, and write notes
WORKERS: Roles = TEAM | {Role.ORGANISATION}


@dataclass(frozen=True, slots=True)
class Scope:
    """What one member of staff sees."""

    #: the only ideas that they see are assigned to it; None: every idea
    organisation: str | None
    #: who wrote, by a reference that names nobody, and what was said with them
    author: bool
    #: notes and photos
    inside: bool
    #: may move ideas on, file, assign and merge them
    moderates: bool
    #: may answer for the authority
    answers: bool

    def holds(self, idea: Idea) -> bool:
        """Tell whether an idea is theirs to see; drafts are nobody's."""
        mine = self.organisation is None or idea.assigned_to == self.organisation
        return mine and idea.state != "draft"


def scope_of(staff: Staff) -> Scope:
    """Return what a member of staff sees; an organisation without a name sees nothing."""
    team = staff.role in TEAM
    organisation = (staff.organisation or "") if staff.role is Role.ORGANISATION else None
    return Scope(organisation, team, staff.role in WORKERS, team, staff.role in WRITERS)


def find_idea(unit: Unit, scope: Scope, reference: str) -> Idea:
    """Return the idea that an address names. Raise HTTPNotFound for one that is not theirs to see."""
    idea = unit.ideas.by_reference(reference)
    if idea is None or not scope.holds(idea):
        raise web.HTTPNotFound
    return idea
