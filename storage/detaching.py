"""How are the answers of an anonymous survey parted from whoever gave them?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update

from storage import models
from storage.holdings import written_by
from storage.models.base import table

_responses = table(models.Response)
_ballots = table(models.Ballot)
_answers = table(models.Answer)
_sessions = table(models.Session)
_inbound = table(models.Inbound)
_outbox = table(models.Outbound)


def detach(connection: Connection, session: str, token: str, now: datetime) -> None:
    """Rename what a session left to `token`, take its person, its hours and its messages' texts away.

    Call it after the turn is written. What stays says the day; answers that were replaced go.
    Messages that still wait to be sent keep their text: an anonymous survey reads no answer back.
    """
    r = _responses.c
    query = select(r.participant_id).where(r.session_id == session)
    participant = connection.execute(query).scalars().first()
    if not participant:
        return
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    _empty_messages(connection, participant, _first_message(session))
    _rename_answers(connection, session, token, day)
    values = {"session_id": token, "participant_id": "", "started_at": day, "touched_at": day}
    connection.execute(update(_responses).where(r.session_id == session).values(values))
    connection.execute(delete(_sessions).where(_sessions.c.id == session))


def _rename_answers(connection: Connection, session: str, token: str, day: datetime) -> None:
    """Keep what was chosen; words beside a choice go, those of an open question are the answer."""
    a = _answers.c
    connection.execute(delete(_answers).where(a.session_id == session, a.replaced_at.is_not(None)))
    connection.execute(update(_answers).where(a.session_id == session, a.type != "text").values(text=""))
    values: dict[str, Any] = {"session_id": token, "participant_id": "", "at": day}
    connection.execute(update(_answers).where(a.session_id == session).values(values))


def _first_message(session: str) -> int:
    """Return the number of the message that a session began with; 0 where its name does not say."""
    first = session.partition(".")[0]
    return int(first) if first.isdecimal() else 0


def _empty_messages(connection: Connection, participant: str, first: int) -> None:
    """Keep that messages came and went since the session began, not what they said."""
    i, o = _inbound.c, _outbox.c
    came = and_(written_by(participant), i.id >= first, i.status != "pending")
    connection.execute(update(_inbound).where(came).values(payload={}, error=None))
    went = and_(
        o.participant_id == participant, o.inbound_id >= first, o.status.not_in(("waiting", "sending"))
    )
    connection.execute(update(_outbox).where(went).values(content={}, error=None))


def join_ballots(connection: Connection, hashes: Mapping[str, tuple[str, str]]) -> None:
    """Let who stays of a merge have taken part where either had: survey → (their hash, the other's)."""
    b = _ballots.c
    for survey, (kept, gone) in hashes.items():
        found = set(
            connection.execute(
                select(b.hash).where(b.survey_id == survey, b.hash.in_((kept, gone)))
            ).scalars()
        )
        if gone in found and kept not in found:
            one = and_(b.survey_id == survey, b.hash == gone)
            connection.execute(update(_ballots).where(one).values(hash=kept))
