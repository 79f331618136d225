"""Who takes part, how much, and what did they agree to? What staff may look up, a bounded number of rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from storage import models
from storage.batch import Batch
from storage.consents import Consent
from storage.holdings import written_by
from storage.models.base import table

#: ideas of one person that are shown
IDEAS = 50

_people = table(models.Participant)
_ideas = table(models.Idea)
_versions = table(models.IdeaVersion)
_consents = table(models.Consent)
_members = table(models.GroupMember)
_responses = table(models.Response)
_surveys = table(models.Survey)
_inbound = table(models.Inbound)
_outbox = table(models.Outbound)
_answers = table(models.Answer)
p = _people.c
_IDS = Batch(p.id)
#: after every id that begins as another
_LAST = "g"


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as staff see them: no address."""

    id: str
    first_name: str | None
    language: str | None
    district: str | None
    created_at: datetime
    last_seen_at: datetime
    stopped_at: datetime | None


@dataclass(frozen=True, slots=True)
class IdeaLine:
    """An idea of a person, in a line."""

    id: str
    reference: str
    title: str
    state: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Activity:
    """What a person did."""

    ideas: Sequence[IdeaLine]
    #: (title by language, state) of surveys, anonymous ones left out
    surveys: Sequence[tuple[Any, str]]
    answers: int
    came: int
    went: int


_PERSON = (p.id, p.first_name, p.language, p.district, p.created_at, p.last_seen_at, p.stopped_at)


class Directory:
    """Participants, looked up."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, id: str) -> Person | None:
        """Return one person."""
        found = self._people(select(*_PERSON).where(p.id == id))
        return found[0] if found else None

    def starting(self, prefix: str, limit: int) -> list[Person]:
        """Return the people whose ids begin so, by the primary key."""
        query = select(*_PERSON).where(p.id >= prefix, p.id < prefix + _LAST)
        return self._people(query.order_by(p.id).limit(limit))

    def latest(self, limit: int, before: str = "") -> list[Person]:
        """Return who came last; ids sort by age, and `before` goes on from an earlier page."""
        query = select(*_PERSON).order_by(p.id.desc()).limit(limit)
        return self._people(query.where(p.id < before) if before else query)

    def active(self, since: datetime, limit: int) -> list[tuple[str, int]]:
        """Return the ids of those who proposed most ideas since then, with how many."""
        i = _ideas.c
        n = func.count().label("n")
        query = select(i.participant_id, n).where(i.created_at >= since, i.participant_id.is_not(None))
        most = query.group_by(i.participant_id).order_by(n.desc(), i.participant_id).limit(limit)
        return [(row.participant_id, int(row.n)) for row in self._connection.execute(most)]

    def stopped(self, participants: Sequence[str]) -> set[str]:
        """Return those for whom STOP holds."""
        batch = _IDS.rows(self._connection)
        query = select(p.id).join(batch, batch.c.id == p.id).where(p.stopped_at.is_not(None))
        return {row.id for row in _IDS.run(self._connection, query, [(one,) for one in participants])}

    def activity(self, id: str) -> Activity:
        """Return what a person did."""
        o, a = _outbox.c, _answers.c
        return Activity(
            self._ideas(id),
            self._surveys(id),
            self._count(select(func.count()).where(a.participant_id == id, a.replaced_at.is_(None))),
            self._count(select(func.count()).select_from(_inbound).where(written_by(id))),
            self._count(select(func.count()).where(o.participant_id == id)),
        )

    def ledger(self, id: str) -> list[Consent]:
        """Return what a person agreed to, and withdrew, the latest first."""
        c = _consents.c
        columns = (c.participant_id, c.purpose, c.given, c.at, c.channel, c.wording, c.how, c.address_id)
        query = select(*columns).where(c.participant_id == id).order_by(c.id.desc())
        return [Consent(*row) for row in self._connection.execute(query)]

    def groups(self, id: str) -> list[str]:
        """Return the groups that a person was put in."""
        query = select(_members.c.name).where(_members.c.participant_id == id).order_by(_members.c.name)
        return list(self._connection.execute(query).scalars())

    def _ideas(self, id: str) -> list[IdeaLine]:
        i, v = _ideas.c, _versions.c
        n = select(func.max(v.n)).where(v.idea_id == i.id).correlate(_ideas).scalar_subquery()
        query = (
            select(i.id, i.reference, v.title, i.state, i.created_at)
            .join(_versions, and_(v.idea_id == i.id, v.n == n))
            .where(i.participant_id == id)
            .order_by(i.number.desc())
            .limit(IDEAS)
        )
        return [IdeaLine(*row) for row in self._connection.execute(query)]

    def _surveys(self, id: str) -> list[tuple[Any, str]]:
        r, s = _responses.c, _surveys.c
        query = select(s.title, r.state).join(_surveys, s.id == r.survey_id)
        rows = self._connection.execute(query.where(r.participant_id == id, r.counts).limit(IDEAS))
        return [(row.title, row.state) for row in rows]

    def _count(self, query: Select[Any]) -> int:
        return int(self._connection.execute(query).scalar_one())

    def _people(self, query: Select[Any]) -> list[Person]:
        return [Person(*row) for row in self._connection.execute(query)]
