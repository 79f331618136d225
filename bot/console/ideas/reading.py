"""What does the page of one idea show? Everything about it that its reader may see, read at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.console.ideas.comparing import Change, compare
from bot.console.ideas.labels import names_of
from bot.console.ideas.scope import Scope, find_idea
from storage.idea_history import Happened
from storage.idea_talk import Line
from storage.ideas import Idea, Words
from storage.media import Kept
from storage.notices import Fate, Home
from storage.unit import Unit

#: kinds of events that an organisation sees, beside its own notes
OPEN = ("state", "answer", "merged", "unmerged", "assigned")


@dataclass(frozen=True, slots=True)
class Version:
    """The words of an idea at one time, and what changed since the ones before."""

    words: Words
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Read:
    """One idea, as its page shows it."""

    idea: Idea
    #: the latest first
    versions: Sequence[Version]
    #: photos by their rank: what is kept of each, None for one that is not
    photos: Sequence[Kept | None]
    #: the latest first
    events: Sequence[Happened]
    #: actor → name
    names: Mapping[str, str]
    #: message → what became of it
    fates: Mapping[int, Fate]
    target: Idea | None
    parts: Sequence[Idea]
    home: Home | None
    talk: Sequence[Line] = ()
    assignees: Sequence[str] = field(default_factory=list)

    @property
    def answers(self) -> list[Happened]:
        """The official answers, the first one first: a later one corrects."""
        return [event for event in reversed(self.events) if event.kind == "answer"]


def read_idea(unit: Unit, scope: Scope, reference: str) -> Read:
    """Return what the page of an idea shows. Raise HTTPNotFound for one that is not theirs to see."""
    idea = find_idea(unit, scope, reference)
    events = [event for event in reversed(unit.idea_history.of_idea(idea.id)) if _shows(scope, event)]
    messages = [event.outbox_id for event in events if event.outbox_id is not None]
    target = unit.ideas.by_id(idea.merged_into) if idea.merged_into else None
    who = idea.participant_id if scope.author else None
    return Read(
        idea,
        _versions(unit.ideas.versions(idea.id)),
        [unit.media.find(photo) for photo in idea.words.photos] if scope.inside else [],
        events,
        names_of(unit, {event.actor for event in events}),
        unit.notices.fates(messages) if messages else {},
        target if target is not None and scope.holds(target) else None,
        [part for part in unit.ideas.merged_into(idea.id) if scope.holds(part)],
        unit.notices.home(who),
        unit.idea_talk.around(who, idea.created_at) if who else (),
        find_assignees(unit) if scope.moderates else [],
    )


def _shows(scope: Scope, event: Happened) -> bool:
    if event.kind == "note":
        mine = scope.organisation is None or event.organisation == scope.organisation
        return scope.inside and mine
    return scope.organisation is None or event.kind in OPEN


def _versions(words: Sequence[Words]) -> list[Version]:
    pairs = zip((None, *words), words, strict=False)
    return [Version(after, compare(before, after) if before else ()) for before, after in pairs][::-1]


def find_assignees(unit: Unit) -> list[str]:
    """Return who an idea can be assigned to: the organisations of staff, and whoever has one already."""
    organisations = {member.organisation for member in unit.staff.all() if member.organisation}
    return sorted(organisations | set(unit.idea_catalogue.assignees()), key=str.casefold)
