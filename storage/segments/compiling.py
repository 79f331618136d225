"""How does a segment read in SQL? One condition on a row of participants, the same on both stores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, literal_column, not_, or_, select, true

from storage import models
from storage.consents import ALL
from storage.models.base import table
from storage.segments.condition import All as Every
from storage.segments.condition import Among, Author, Condition, Everyone, Not, Proposed, Since
from storage.segments.condition import Any as Some

people = table(models.Participant)
_addresses = table(models.Address)
_consents = table(models.Consent)
_ideas = table(models.Idea)
_consultations = table(models.Consultation)
_responses = table(models.Response)
_surveys = table(models.Survey)
_members = table(models.GroupMember)
_recipients = table(models.Recipient)
_broadcasts = table(models.Broadcast)

#: States of an idea whose author is asked nothing more about it.
GONE = ("refused", "withdrawn", "merged")

ONE: ColumnElement[int] = literal_column("1")
Clause = ColumnElement[bool]


def compile_condition(condition: Condition, now: datetime) -> Clause:
    """Return the condition on `participants` that a segment means at this time."""
    match condition:
        case Everyone():
            return true()
        case Every() | Some() | Not():
            return _combine(condition, now)
        case Among(subject, values):
            return _AMONG[subject](values)
        case Since("silent", days):
            return people.c.last_seen_at <= now - timedelta(days=days)
        case Since(_, days):
            return people.c.created_at <= now - timedelta(days=days)
        case Author(idea):
            return _has(_own_ideas().where(_ideas.c.id == idea, _ideas.c.state.not_in(GONE)))
        case Proposed():
            return _has(_own_ideas())


def _combine(condition: Every | Some | Not, now: datetime) -> Clause:
    match condition:
        case Every(parts):
            return and_(true(), *(compile_condition(part, now) for part in parts))
        case Some(parts):
            return or_(false(), *(compile_condition(part, now) for part in parts))
        case Not(part):
            return not_(compile_condition(part, now))


def agrees(purpose: str) -> Clause:
    """Return the condition that the last word of a person on a purpose is yes (norms §1)."""
    c = _consents.c
    last = (
        select(c.given)
        .where(c.participant_id == people.c.id, c.purpose.in_((purpose, ALL)))
        .order_by(c.id.desc())
        .limit(1)
        .correlate(people)
        .scalar_subquery()
    )
    return last.is_(True)


def _has(query: Select[Any]) -> Clause:
    return query.correlate(people).exists()


def _own_ideas() -> Select[Any]:
    return select(ONE).where(_ideas.c.participant_id == people.c.id, _ideas.c.state != "draft")


def _channel(values: tuple[str, ...]) -> Clause:
    mine = _addresses.c.participant_id == people.c.id
    return _has(select(ONE).where(mine, _addresses.c.channel.in_(values)))


def _language(values: tuple[str, ...]) -> Clause:
    return and_(people.c.language.is_not(None), people.c.language.in_(values))


def _district(values: tuple[str, ...]) -> Clause:
    return and_(people.c.district.is_not(None), people.c.district.in_(values))


def _consent(values: tuple[str, ...]) -> Clause:
    return or_(*(agrees(value) for value in values))


def _consultation(values: tuple[str, ...]) -> Clause:
    theirs = _consultations.c.id == _ideas.c.consultation_id
    return _has(_own_ideas().where(theirs, _consultations.c.slug.in_(values)))


def _theme(values: tuple[str, ...]) -> Clause:
    return _has(_own_ideas().where(_ideas.c.theme.in_(values)))


def _answered(values: tuple[str, ...]) -> Clause:
    """Return who finished a survey; an anonymous one is finished by nobody."""
    r = _responses.c
    mine = (r.participant_id == people.c.id, r.survey_id == _surveys.c.id, r.state == "done")
    return _has(select(ONE).where(*mine, _surveys.c.slug.in_(values)))


def _received(values: tuple[str, ...]) -> Clause:
    r = _recipients.c
    mine = (r.participant_id == people.c.id, r.broadcast_id == _broadcasts.c.id, r.state == "sent")
    return _has(select(ONE).where(*mine, _broadcasts.c.slug.in_(values)))


def _group(values: tuple[str, ...]) -> Clause:
    mine = _members.c.participant_id == people.c.id
    return _has(select(ONE).where(mine, _members.c.name.in_(values)))


_AMONG: Mapping[str, Callable[[tuple[str, ...]], Clause]] = {
    "channel": _channel,
    "language": _language,
    "district": _district,
    "consent": _consent,
    "consultation": _consultation,
    "theme": _theme,
    "answered": _answered,
    "received": _received,
    "group": _group,
}
