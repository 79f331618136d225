"""What do the turns of a batch change in the responses to surveys? Where each session stands; anonymous ones are let go."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.conversation.room import Room
from bot.conversation.standing import ballot
from dialogues.conversation import Conversation
from dialogues.events import Event, Unsaid
from dialogues.session import Session
from dialogues.view import SKIPPED
from storage.inbox import Pending
from storage.responses import DONE, Response
from storage.surveys import Survey
from storage.unit import Unit

#: bytes of the name that an anonymous response gets
TOKEN = 16


class Taken(Protocol):
    """One turn, as far as responses are concerned."""

    @property
    def pending(self) -> Pending:
        """The message."""

    @property
    def conversation(self) -> Conversation:
        """What became of the conversation."""

    @property
    def events(self) -> Sequence[Event]:
        """What happened."""


def note_responses(unit: Unit, room: Room, turns: Sequence[Taken], now: datetime) -> None:
    """Store how far the sessions of surveys have come; call it when the batch is written."""
    touched = [
        (turn, session, survey)
        for turn in turns
        for session in _touched(turn)
        if (survey := room.shelf.by_dialogue(session.dialogue)) is not None
    ]
    if not touched:
        return
    districts = unit.participants.districts([turn.conversation.participant for turn, _, _ in touched])
    rows = [(_has_begun(each[1]), _response(*each, districts, now)) for each in touched]
    unit.responses.note([row for begun, row in rows if begun])
    # whoever was asked, and said nothing yet, did not begin; who took back all they said stands where they stand
    unit.responses.move([row for begun, row in rows if not begun])
    for turn in turns:
        for event in turn.events:
            if isinstance(event, Unsaid):
                unit.responses.unsay(event.session, event.steps, now)
    for turn, session, survey in touched:
        if survey.anonymous and session.state not in ("open", "paused"):
            _let_go(unit, room, turn.conversation.participant, session, survey, now)


def keep_nothing(*_: object) -> None:
    """Keep nothing of a survey handed in: its answers are kept one by one, and where it stands by `note_responses`."""


def _touched(turn: Taken) -> list[Session]:
    """Return the sessions that something happened to."""
    ids = {getattr(event, "session", None) for event in turn.events}
    return [session for session in turn.conversation.sessions if session.id in ids]


def _has_begun(session: Session) -> bool:
    """Tell whether somebody said something in a session, or passed a question."""
    return bool(session.answers) or session.state == DONE


def _response(
    turn: Taken, session: Session, survey: Survey, districts: Mapping[str, str | None], now: datetime
) -> Response:
    going = session.state in ("open", "paused")
    person = turn.conversation.participant
    return Response(
        session.id, survey.id, person, session.version, turn.pending.channel, turn.conversation.language, now, now,
        district=districts.get(person),
        state="open" if going else session.state,
        step="" if session.state == DONE else session.step or "",
        skipped=[step for step, answer in session.answers.items() if answer.how == SKIPPED],
        # a correction takes the place of what it corrects once it is whole
        counts=session.state == DONE or not session.found.get("correcting"),
    )  # fmt: skip


def _let_go(unit: Unit, room: Room, person: str, session: Session, survey: Survey, now: datetime) -> None:
    if session.state == DONE:
        unit.responses.cast([ballot(room, survey, person)])
    unit.responses.detach(session.id, secrets.token_hex(TOKEN), now)


def join_ballots(unit: Unit, room: Room, kept: str, gone: str) -> None:
    """Let two participants who are one person have one ballot in each anonymous survey."""
    anonymous = [survey for survey in room.shelf.surveys if survey.anonymous]
    pairs = {s.id: (ballot(room, s, kept)[1], ballot(room, s, gone)[1]) for s in anonymous}
    if pairs:
        unit.responses.join_ballots(pairs)
