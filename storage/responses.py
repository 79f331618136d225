"""Who took up which survey, how far did they come, and what did they answer?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Executable, Select, and_, func, select, update
from sqlalchemy.dialects.postgresql import Insert

from storage import models
from storage.answers import COLUMNS, Answer
from storage.batch import Batch, insert_batch, insert_each, prepared
from storage.detaching import detach, join_ballots
from storage.models.base import table

_responses = table(models.Response)
_ballots = table(models.Ballot)
_answers = table(models.Answer)
c = _responses.c
_ROWS = Batch(*c)
_BALLOTS = Batch(*_ballots.c)
_PEOPLE = Batch(c.participant_id)
_STANDS = Batch(c.session_id, c.state, c.step, c.skipped, c.touched_at)

#: states of sessions that ended whole
DONE = "done"


@dataclass(frozen=True, slots=True)
class Response:
    """One session of a survey, as results see it."""

    session_id: str
    survey_id: str
    #: "" once it is anonymous
    participant_id: str
    version: str
    channel: str
    language: str
    started_at: datetime
    touched_at: datetime
    district: str | None = None
    #: open, done, dropped or expired
    state: str = "open"
    #: the question that waits, or at which it was left; "" once it is whole
    step: str = ""
    skipped: Sequence[str] = ()
    #: false once another session of the same person took its place
    counts: bool = True


class Responses:
    """Responses: one that counts for each person and survey."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, rows: Sequence[Response]) -> None:
        """Store where sessions stand; one that counts takes the place of the person's earlier ones."""
        if not rows:
            return
        _ROWS.put(self._connection, _noting(self._connection), rows)
        counting = [row for row in rows if row.counts and row.participant_id]
        _ROWS.write(self._connection, _superseding(self._connection), counting)

    def move(self, rows: Sequence[Response]) -> None:
        """Write where sessions stand that are noted already; the others are nobody's response yet."""
        _STANDS.write(self._connection, _moving(self._connection), rows)

    def standing(self, participants: Sequence[str]) -> dict[tuple[str, str], str]:
        """Return the state of what counts, by participant and survey."""
        rows = _PEOPLE.run(self._connection, _standing(self._connection), [(who,) for who in participants])
        return {(who, survey): state for who, survey, state in rows}

    def latest(self, participant: str, survey: str) -> Response | None:
        """Return the response of a participant that counts for a survey."""
        theirs = (c.participant_id == participant, c.survey_id == survey, c.counts)
        row = self._connection.execute(select(_responses).where(*theirs)).first()
        return Response(**row._mapping) if row else None

    def finished(self) -> dict[str, int]:
        """Return how many finished responses count, by survey."""
        query = select(c.survey_id, func.count()).where(c.counts, c.state == DONE).group_by(c.survey_id)
        return {str(survey): int(count) for survey, count in self._connection.execute(query)}

    def of_survey(self, survey: str) -> list[Response]:
        """Return the responses that count, by session: an order that tells nothing of when they came."""
        query = select(_responses).where(c.survey_id == survey, c.counts).order_by(c.session_id)
        return [Response(**row._mapping) for row in self._connection.execute(query)]

    def answers(self, survey: str) -> list[Answer]:
        """Return the answers that count of the responses that count, session by session, in the order given."""
        counting = and_(c.session_id == _answers.c.session_id, c.survey_id == survey, c.counts)
        query = select(*COLUMNS).join(_responses, counting).where(_answers.c.replaced_at.is_(None))
        rows = self._connection.execute(query.order_by(_answers.c.session_id, _answers.c.id))
        return [Answer(*row) for row in rows]

    def unsay(self, session: str, steps: Sequence[str], now: datetime) -> None:
        """Date the answers of these steps: they count no more, and nothing replaces them."""
        a = _answers.c
        theirs = and_(a.session_id == session, a.step.in_(steps), a.replaced_at.is_(None))
        self._connection.execute(update(_answers).where(theirs).values(replaced_at=now))

    def detach(self, session: str, token: str, now: datetime) -> None:
        """Make what a session left anonymous, under a name drawn by chance; see `storage.detaching.detach`."""
        detach(self._connection, session, token, now)

    def open_sessions(self, survey: str) -> list[str]:
        """Return the sessions of a survey that no end was noted of."""
        query = select(c.session_id).where(c.survey_id == survey, c.state == "open", c.participant_id != "")
        return list(self._connection.execute(query).scalars())

    def cast(self, ballots: Sequence[tuple[str, str]]) -> None:
        """Record (survey, keyed hash) of those who took part in an anonymous survey."""
        statement = insert_batch(_BALLOTS, self._connection)
        statement = statement.on_conflict_do_nothing(index_elements=["survey_id", "hash"])
        _BALLOTS.run(self._connection, statement, ballots)

    def has_cast(self, ballots: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return those of the (survey, keyed hash) that are recorded."""
        rows = _BALLOTS.run(self._connection, _cast(self._connection), ballots)
        return {(survey, hash) for survey, hash in rows}

    def join_ballots(self, hashes: Mapping[str, tuple[str, str]]) -> None:
        """Follow a merge: survey → (hash of who stays, hash of who became one with them)."""
        join_ballots(self._connection, hashes)


@prepared
def _standing(connection: Connection) -> Select[Any]:
    """Find the state of what counts of some people."""
    batch = _PEOPLE.rows(connection)
    theirs = batch.c.participant_id == c.participant_id
    return select(c.participant_id, c.survey_id, c.state).join(batch, theirs).where(c.counts)


@prepared
def _cast(connection: Connection) -> Select[Any]:
    """Find those of some ballots that are recorded."""
    batch, b = _BALLOTS.rows(connection), _ballots.c
    same = and_(batch.c.survey_id == b.survey_id, batch.c.hash == b.hash)
    return select(b.survey_id, b.hash).join(batch, same)


@prepared
def _noting(connection: Connection) -> Insert:
    """Store responses; what is known of a session already changes only by where it stands."""
    statement = insert_each(_ROWS, connection)
    set_ = {
        name: statement.excluded[name]
        for name in ("language", "state", "step", "skipped", "counts", "touched_at")
    }
    return statement.on_conflict_do_update(index_elements=["session_id"], set_=set_)


@prepared
def _moving(connection: Connection) -> Executable:
    """Write where sessions stand that are noted."""
    batch = _STANDS.rows(connection)
    stands = {name: batch.c[name] for name in ("state", "step", "skipped", "touched_at")}
    return update(_responses).where(c.session_id == batch.c.session_id).values(stands)


@prepared
def _superseding(connection: Connection) -> Executable:
    """Let the earlier responses of the same people to the same surveys count no more."""
    batch = _ROWS.rows(connection)
    same = and_(
        c.participant_id == batch.c.participant_id,
        c.survey_id == batch.c.survey_id,
        c.session_id != batch.c.session_id,
        c.counts,
    )
    return update(_responses).where(same).values(counts=False)


def keep_one(connection: Connection, participant: str) -> None:
    """Let one response of a participant count for each survey, after two became one: whole before begun, then the last."""
    query = select(c.session_id, c.survey_id).where(c.participant_id == participant, c.counts)
    rows = connection.execute(query.order_by(c.survey_id, c.state != DONE, c.touched_at.desc())).all()
    kept = {survey: session for session, survey in reversed(rows)}
    theirs = and_(c.participant_id == participant, c.counts, c.session_id.not_in(list(kept.values())))
    connection.execute(update(_responses).where(theirs).values(counts=False))
