"""How is a survey stored, opened, closed, and read back as staff wrote it?"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import PalabreError
from bot.participation.surveys.form import Form
from bot.participation.surveys.framing import form_of
from dialogues.definition import Definition
from storage.surveys import Survey
from storage.unit import Unit

#: bytes of the name that an anonymous response gets
TOKEN = 16


class Unreadable(PalabreError):
    """The questions of a survey are not in the store: a dialogue of the service's own, or a row without its version."""


def keep(
    unit: Unit,
    form: Form,
    definition: Definition,
    now: datetime,
    timezone: ZoneInfo,
) -> Survey:
    """Store a survey as a draft; one that is stored already gets this version, and stays open or closed.

    Sessions that began finish on the version they began with. Raise PalabreError where answers were promised to be
    anonymous and would not be any more, or the other way round.
    """
    before = unit.surveys.by_slug(form.survey)
    if before is not None and before.anonymous != form.anonymous and before.state != "draft":
        raise PalabreError(
            f"{form.survey} was opened {'anonymous' if before.anonymous else 'by name'}: that cannot change; "
            "import it under another name"
        )
    unit.definitions.publish(definition.name, definition.version, definition.source, now)
    survey = Survey(
        form.survey, form.title, form.dialogue, definition.version,
        before.created_at if before else now, _later(now, before),
        before.state if before else "draft",
        _midnight(form.opens, timezone), _midnight(form.closes, timezone, days=1),
        form.anonymous, form.quota, form.summary, before.id if before else "",
    )  # fmt: skip
    unit.surveys.save(survey)
    return find(unit, form.survey)


def find(unit: Unit, slug: str) -> Survey:
    """Return a survey. Raise PalabreError with the names of those there are."""
    found = unit.surveys.by_slug(slug)
    if found is None:
        names = ", ".join(survey.slug for survey in unit.surveys.all()) or "none is stored yet"
        raise PalabreError(f"there is no survey {slug!r}: {names}")
    return found


def open_survey(unit: Unit, slug: str, now: datetime) -> Survey:
    """Let residents answer. Raise PalabreError for one whose last day is over, or that nobody could answer."""
    survey = find(unit, slug)
    source_of(unit, survey)
    if survey.closes_at is not None and survey.closes_at <= now:
        raise PalabreError(f"{slug} closed on {survey.closes_at:%Y-%m-%d}: import it again with a later day")
    return _change(unit, survey, "open", now)


def close_survey(unit: Unit, slug: str, now: datetime) -> Survey:
    """Take no more answers; what was said stays, and of an anonymous survey nothing stays anybody's."""
    survey = _change(unit, find(unit, slug), "closed", now)
    if survey.anonymous:
        for session in unit.responses.open_sessions(survey.id):
            unit.responses.detach(session, secrets.token_hex(TOKEN), now)
    return survey


def written(unit: Unit, survey: Survey, timezone: ZoneInfo) -> Form:
    """Return the survey as staff wrote it, in the version that new sessions begin with."""
    source = source_of(unit, survey)
    days = {"opens": _day(survey.opens_at, timezone), "closes": _day(survey.closes_at, timezone, days=1)}
    return form_of(source, quota=survey.quota, summary=survey.summary, **days)


def source_of(unit: Unit, survey: Survey) -> Mapping[str, Any]:
    """Return the script that new sessions of a survey begin with. Raise Unreadable where it is none of a survey's."""
    stored = unit.definitions.get(survey.dialogue, survey.version)
    source = stored.source if stored is not None else None
    if not isinstance(source, dict) or "survey" not in source:
        raise Unreadable(
            f"the questions of {survey.slug} are not stored as a survey's: import it again from its file"
        )
    return source


def _change(unit: Unit, survey: Survey, state: str, now: datetime) -> Survey:
    changed = replace(survey, state=state, changed_at=_later(now, survey))
    unit.surveys.save(changed)
    return changed


def _later(now: datetime, before: Survey | None) -> datetime:
    """Return a time of change that differs from the one before, whatever the clock says: others wait for one."""
    return now if before is None else max(now, before.changed_at + timedelta(microseconds=1))


def _midnight(day: date | None, timezone: ZoneInfo, days: int = 0) -> datetime | None:
    return None if day is None else datetime.combine(day + timedelta(days=days), time(), timezone)


def _day(at: datetime | None, timezone: ZoneInfo, days: int = 0) -> date | None:
    return None if at is None else (at.astimezone(timezone) - timedelta(days=days)).date()
