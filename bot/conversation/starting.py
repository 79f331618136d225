"""May the service begin to speak with somebody now: to ask a survey's question, or to close one that waited too long?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.channels.message import OWN, InboundMessage
from bot.conversation.room import Room
from bot.conversation.standing import ballot
from dialogues.conversation import Conversation
from dialogues.definition import Library
from storage.broadcast import GOING
from storage.inbox import Pending
from storage.responses import DONE
from storage.surveys import Survey
from storage.unit import Unit

#: how long a question that waits for its answer keeps others from being asked (norms §2)
PATIENCE = timedelta(hours=72)

#: the same of a dialogue that gives way to anything, such as the menu
COURTESY = timedelta(hours=1)

#: what becomes of a start: taken, later, or never, for a cause
Fate = Literal["now", "later", "stopped", "answered", "survey", "never"]

#: fates for which somebody is left out for good, as the cause of their row says
LEFT_OUT = ("stopped", "answered", "survey")

Arrival = tuple[Pending, InboundMessage, Conversation]


@dataclass(frozen=True, slots=True)
class Starts:
    """What the service began by itself in a batch: inbound id → recipient and fate; those that are not to be taken."""

    recipients: Mapping[int, int]
    fates: Mapping[int, Fate]
    #: inbound ids that no person wrote
    own: frozenset[int]

    def refuses(self, message: int) -> bool:
        """Tell whether a message must not be taken now."""
        return self.fates.get(message, "now") != "now"

    def recipient(self, message: int) -> int | None:
        """Return the recipient that a message opens a dialogue for, if it does."""
        return self.recipients.get(message)


def weigh(unit: Unit, room: Room, arrivals: Sequence[Arrival]) -> Starts:
    """Return which starts of a batch may be taken; asks the store only when there are any."""
    own = [arrival for arrival in arrivals if arrival[1].event in OWN]
    recipients = {p.id: int(m.text) for p, m, _ in own if m.event == "start"}
    states = unit.broadcasts.states(list(recipients.values())) if recipients else {}
    going = {recipient for recipient, state in states.items() if state in GOING}
    shut = _close_doors(unit, room, [arrival for arrival in own if arrival[0].id in recipients])
    fates = {
        p.id: _fate(room.library, m.detail, conversation, p.received_at, shut.get(p.id))
        if recipients[p.id] in going
        else ("later" if recipients[p.id] in states else "never")
        for p, m, conversation in own
        if m.event == "start"
    }
    return Starts(recipients, fates, frozenset(p.id for p, _, _ in own))


def _close_doors(unit: Unit, room: Room, starts: Sequence[Arrival]) -> Mapping[int, Fate]:
    """Return the starts of surveys that are not to be begun: over or full since, or answered since by this person."""
    asked = [(p, survey) for p, m, _ in starts if (survey := room.shelf.by_dialogue(m.detail)) is not None]
    if not asked:
        return {}
    begun = unit.responses.standing([p.participant for p, _ in asked])
    full = _full(unit, [survey for _, survey in asked])
    ballots = {p.id: ballot(room, survey, p.participant) for p, survey in asked if survey.anonymous}
    cast = unit.responses.has_cast(list(ballots.values()))
    shut: dict[int, Fate] = {}
    for p, survey in asked:
        state = begun.get((p.participant, survey.id))
        if state == DONE or ballots.get(p.id) in cast:
            shut[p.id] = "answered"
        elif not survey.takes_answers(p.received_at) or (survey.id in full and state != "open"):
            shut[p.id] = "survey"
    return shut


def _full(unit: Unit, surveys: Sequence[Survey]) -> frozenset[str]:
    """Return the ids of those that have all the responses they want."""
    quotas = {survey.id: survey.quota for survey in surveys if survey.quota is not None}
    finished = unit.responses.finished() if quotas else {}
    return frozenset(survey for survey, quota in quotas.items() if finished.get(survey, 0) >= quota)


def _fate(
    library: Library, dialogue: str, conversation: Conversation, now: datetime, shut: Fate | None
) -> Fate:
    if conversation.stopped:
        return "stopped"
    if shut is not None:
        return shut
    if dialogue not in library.latest:
        return "survey"
    busy = conversation.attended is not None or is_busy(conversation, library, now)
    return "later" if busy else "now"


def is_busy(conversation: Conversation, library: Library, now: datetime) -> bool:
    """Tell whether a question is open that deserves an answer first."""
    session = conversation.active
    if session is None or session.touched_at is None:
        return False
    definition = library.latest.get(session.dialogue)
    yields = definition is not None and definition.yields
    return now - session.touched_at < (COURTESY if yields else PATIENCE)


def record(unit: Unit, starts: Starts, failed: frozenset[int], now: datetime) -> None:
    """Write down what became of the starts that were not taken: planned again, or left out for good."""
    late = [message for message, fate in starts.fates.items() if fate == "later"]
    if late:
        unit.recipients.set([(starts.recipients[message], "planned", "") for message in late], now)
        unit.recipients.unstart(late)
    out = [
        (starts.recipients[message], "excluded", fate)
        for message, fate in starts.fates.items()
        if fate in LEFT_OUT and message not in failed
    ]
    if out:
        unit.recipients.set(out, now)
