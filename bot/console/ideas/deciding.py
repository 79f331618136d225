"""What follows when staff move an idea on? Its state, its history, the audit and the word to its author, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.console.acts import record
from bot.console.desk import Desk
from bot.console.ideas.telling import Told, tell
from bot.console.visit import Staff
from bot.participation.idea_states import PUBLISHED, UNREAD, Move
from storage.idea_history import Happened
from storage.ideas import Idea
from storage.unit import Unit

#: move → the act of the audit
ACTS: Mapping[str, str] = {
    "accept": "idea accepted",
    "refuse": "idea refused",
    "study": "idea studied",
    "plan": "idea planned",
    "finish": "idea done",
    "decline": "idea declined",
    "withdraw": "idea withdrawn",
    "reopen": "idea reopened",
}

#: the act that schedules follow (docs/broadcasts.md)
FIRST_SHOWN = "idea published"


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why, and what the author is told beside."""

    reason: str = ""
    words: str = ""
    #: the rule of the consultation that is not met, in the author's language
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided."""

    event: int
    told: Told


def decide(
    unit: Unit, desk: Desk, staff: Staff, idea: Idea, move: Move, grounds: Grounds, *, grace: bool = False
) -> Decision | None:
    """Move an idea on; None when somebody else changed it since it was read: nothing is done, nobody is told."""
    now = desk.now()
    if not unit.ideas.change(idea, now, state=move.target):
        return None
    said = {"reason": grounds.reason, "words": grounds.words, "rule": grounds.rule}
    told = tell(unit, desk, idea, move.name, now, grace=grace, **said) if move.tells else Told()
    event = Happened(
        idea.id, now, staff.actor, "state", idea.state, move.target, grounds.reason, grounds.words,
        outbox_id=told.outbox_id,
    )  # fmt: skip
    record(unit, staff, now, ACTS[move.name], idea.id, {"from": idea.state, "reason": grounds.reason})
    if move.target == PUBLISHED:
        _publish(unit, staff, idea, now)
    return Decision(unit.idea_history.add(event), told)


def undo(unit: Unit, desk: Desk, staff: Staff, id: int) -> Decision | None:
    """Take one's own last decision on an unread idea back; None when it is too late. Its author hears of it once it left."""
    event, now = unit.idea_history.by_id(id), desk.now()
    if event is None or event.actor != staff.actor or event.kind != "state" or event.before not in UNREAD:
        return None
    idea, last = unit.ideas.by_id(event.idea_id), unit.idea_history.last(event.idea_id, ("state", "merged"))
    if idea is None or last != event or not unit.ideas.change(idea, now, state=event.before):
        return None
    told = _take_back(unit, desk, idea, event, now)
    record(unit, staff, now, "idea decision undone", idea.id, {"from": event.after})
    back = Happened(
        idea.id, now, staff.actor, "state", event.after, event.before, "undo", outbox_id=told.outbox_id
    )
    return Decision(unit.idea_history.add(back), told)


def _take_back(unit: Unit, desk: Desk, idea: Idea, event: Happened, now: datetime) -> Told:
    """Take back what was to be told; what has left is corrected by another message."""
    if event.outbox_id is None:
        return Told()
    if unit.notices.drop(event.outbox_id):
        unit.idea_history.silence(event.id)
        return Told()
    return tell(unit, desk, idea, "undo", now)


def _publish(unit: Unit, staff: Staff, idea: Idea, now: datetime) -> None:
    """Write the act that schedules follow, once in an idea's life."""
    if all(act.action != FIRST_SHOWN for act in unit.audit.of_subject(idea.id)):
        record(unit, staff, now, FIRST_SHOWN, idea.id)
