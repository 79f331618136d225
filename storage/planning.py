"""Whom does a broadcast reach, by which address, and who is left out for which cause? One query, previewed or stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    case,
    func,
    insert,
    literal,
    literal_column,
    select,
    true,
    update,
)

from storage import models
from storage.batch import Batch
from storage.broadcast import Broadcast, Reachable
from storage.models.base import table
from storage.reaching import UNUSABLE, Known, look_up, read_all
from storage.responses import DONE
from storage.segments.compiling import Clause, compile_condition, people
from storage.segments.condition import Condition

_addresses = table(models.Address)
_inbound = table(models.Inbound)
_outbox = table(models.Outbound)
_recipients = table(models.Recipient)
_broadcasts = table(models.Broadcast)
_responses = table(models.Response)
_surveys = table(models.Survey)
_DRAWN = Batch(people.c.id)

#: Causes in the order that they are asked in: one for each person.
CAUSES = ("stopped", "consent", "answered", "channel", "window", "reminded", "cap")

#: First sign of a UUID version 7 that chance alone made: the pilot is drawn by it.
CHANCE = 21


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many people a broadcast would do the same with."""

    #: why they are left out; "" for those who would get it
    cause: str
    channel: str
    language: str
    #: whether they know the assistant
    introduced: bool
    count: int


class Planning:
    """Finds the recipients of broadcasts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_large(self, most: int) -> bool:
        """Tell whether more people take part than that: what is asked or written of all of them takes seconds then."""
        query = select(people.c.id).offset(most).limit(1)
        return self._connection.execute(query).first() is not None

    def preview(
        self, broadcast: Broadcast, who: Condition | Sequence[str], reachable: Reachable, now: datetime
    ) -> list[Outcome]:
        """Return how many would be planned and left out, of each kind, in an order; nothing is stored."""
        found = self._outcomes(broadcast, who, reachable, now).subquery("found")
        f = found.c
        parts = (f.cause, f.channel, f.language, f.introduced)
        rows = self._run(select(*parts, func.count()).group_by(*parts).order_by(*parts), who)
        return [Outcome(row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows]

    def plan(
        self,
        broadcast: Broadcast,
        who: Condition | Sequence[str],
        reachable: Reachable,
        now: datetime,
        state: str = "planned",
    ) -> None:
        """Fix the recipients of a broadcast, those left out too; the first of its pilot are of wave 0.

        Whoever is not left out is in `state`: "waiting" is for who puts their messages into the outbox at once.
        """
        found = self._outcomes(broadcast, who, reachable, now)
        names = (
            "broadcast_id", "participant_id", "channel", "address", "language", "introduced", "cause", "state",
            "wave", "changed_at",
        )  # fmt: skip
        stands = case((found.selected_columns.cause == "", state), else_="excluded")
        rows = found.add_columns(stands, literal(1), literal(now, _recipients.c.changed_at.type))
        self._run(insert(_recipients).from_select(names, rows), who)
        if broadcast.pilot:
            self._draw_pilot(broadcast)

    def _draw_pilot(self, broadcast: Broadcast) -> None:
        r = _recipients.c
        mine = (r.broadcast_id == broadcast.id, r.state == "planned")
        first = select(r.id).where(*mine).order_by(func.substr(r.participant_id, CHANCE), r.id)
        pilot = first.limit(broadcast.pilot).scalar_subquery()
        self._connection.execute(update(_recipients).where(r.id.in_(pilot)).values(wave=0))

    def _run(self, statement: Any, who: Condition | Sequence[str]) -> Sequence[Any]:
        """Execute a statement, with the people who were drawn, if any were."""
        if isinstance(who, Sequence):
            return _DRAWN.run(self._connection, statement, [(person,) for person in who])
        result = self._connection.execute(statement)
        return result.all() if result.returns_rows else []

    def _outcomes(
        self, broadcast: Broadcast, who: Condition | Sequence[str], reachable: Reachable, now: datetime
    ) -> Select[Any]:
        """Return a row for each person of the segment: address and cause."""
        if isinstance(who, Sequence):
            meant: Clause = people.c.id.in_(select(_DRAWN.rows(self._connection).c.id))
        else:
            meant = compile_condition(who, now)
        find = look_up if self._connection.dialect.name == "sqlite" else read_all
        known = find(broadcast, reachable, now)
        best, cause = known.best, _cause(broadcast, known)
        spoken = people.c.language.in_(list(reachable.languages))
        language = case((spoken, people.c.language), else_=literal(reachable.languages[0]))
        return (
            select(
                literal(broadcast.id).label("broadcast_id"),
                people.c.id.label("participant_id"),
                func.coalesce(best.c.channel, "").label("channel"),
                func.coalesce(best.c.value, "").label("address"),
                language.label("language"),
                people.c.introduced_at.is_not(None).label("introduced"),
                cause.label("cause"),
            )
            .select_from(known.everybody)
            .where(meant)
        )


def _cause(broadcast: Broadcast, known: Known) -> Any:
    """Return why a person is left out, "" when they are not; the order is that of CAUSES."""
    return case(
        (people.c.stopped_at.is_not(None), "stopped"),
        (~known.agreed, "consent"),
        (_has_answered(broadcast), "answered"),
        (known.best.c.value.is_(None), "channel"),
        (known.rank == UNUSABLE, "window"),
        (_was_reminded(broadcast), "reminded"),
        (known.capped, "cap"),
        else_="",
    )


def _has_answered(broadcast: Broadcast) -> Clause:
    """Return whether a person answered the survey already; of an anonymous one, only their turn can tell."""
    if broadcast.survey is None:
        return ~true()
    r, s = _responses.c, _surveys.c
    survey = select(s.id).where(s.slug == broadcast.survey).scalar_subquery()
    mine = (r.participant_id == people.c.id, r.survey_id == survey, r.counts, r.state == DONE)
    return select(literal_column("1")).where(*mine).correlate(people).exists()


def _was_reminded(broadcast: Broadcast) -> Clause:
    """Return whether a person was reminded of the same broadcast: once is all (norms §2)."""
    if broadcast.reminds is None:
        return ~true()
    r, b = _recipients.c, _broadcasts.c
    mine = (r.participant_id == people.c.id, r.broadcast_id == b.id, b.reminds == broadcast.reminds)
    had = r.state.in_(("planned", "waiting", "sent", "uncertain"))
    return select(literal_column("1")).where(*mine, had).correlate(people).exists()
