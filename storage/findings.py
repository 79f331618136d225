"""What did a survey find? Counts that the store makes, and words a page at a time: no row of results names anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal_column, null, select

from dialogues.inputs import Json
from storage import models
from storage.models.answer import OF_SURVEYS
from storage.models.base import table

_responses = table(models.Response)
_answers = table(models.Answer)
_surveys = table(models.Survey)
_broadcasts = table(models.Broadcast)
_recipients = table(models.Recipient)
c, a, r = _responses.c, _answers.c, _recipients.c

#: marks of a response that answers may be told apart by
MARKS = {"channel": c.channel, "language": c.language, "district": c.district}

#: states of a recipient whom nobody tried to reach
LEFT_OUT = ("excluded",)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many responses share a channel and a version, and stand at the same place."""

    channel: str
    state: str
    #: the question that waits; "" once it ended
    step: str
    #: questions that were passed
    skipped: Sequence[str]
    version: str
    count: int


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote in their own words; nothing leads to who."""

    #: where the page goes on
    place: str
    text: str
    channel: str
    language: str


class Findings:
    """Results of surveys; only responses and answers that count."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stamp(self, survey: str) -> tuple[int, datetime | None]:
        """Return what differs once somebody answered: how many take part, and when one was touched last."""
        query = select(func.count(), func.max(c.touched_at)).where(c.survey_id == survey, c.counts)
        count, last = self._connection.execute(query).one()
        return int(count), last

    def standing(self, survey: str) -> list[Standing]:
        """Return how many responses stand where: a survey's responses are read once for all figures of them."""
        columns = (c.channel, c.state, c.step, c.skipped, c.version)
        return [Standing(*row) for row in self._rows(self._counted(survey, *columns))]

    def districts(self, survey: str) -> dict[str, int]:
        """Return how many finished responses each district has; "" for those of none."""
        rows = self._rows(self._counted(survey, c.district).where(c.state == "done"))
        return {str(district or ""): int(count) for district, count in rows}

    def finished(self, surveys: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Return how many began and finished, of some surveys."""
        done = func.count().filter(c.state == "done")
        query = select(c.survey_id, func.count(), done).where(c.survey_id.in_(surveys), c.counts)
        return {id: (began, ended) for id, began, ended in self._rows(query.group_by(c.survey_id))}

    def invited(self, slugs: Sequence[str]) -> dict[str, int]:
        """Return how many people broadcasts asked to take part, by survey; a reminder asks nobody anew."""
        b = _broadcasts.c
        joined = _recipients.join(_broadcasts, b.id == r.broadcast_id)
        query = select(b.survey, func.count()).select_from(joined).group_by(b.survey)
        asked = (b.survey.in_(slugs), b.reminds.is_(None), r.state.not_in(LEFT_OUT))
        return {str(slug): int(count) for slug, count in self._rows(query.where(*asked))}

    def reach(self, slug: str) -> list[tuple[str, str, int]]:
        """Return how many recipients of a survey's broadcasts share a channel and a state."""
        # which ones first: joined at once, PostgreSQL reads every recipient's row; grouped as the index is, it sorts nothing
        mine = [id for id, _, _ in self.asked([slug])]
        parts = (r.broadcast_id, r.state, r.cause, r.channel)
        query = select(r.channel, r.state, func.count()).where(r.broadcast_id.in_(mine)).group_by(*parts)
        found: Counter[tuple[str, str]] = Counter()
        for channel, state, count in self._rows(query):
            found[channel, state] += count
        return [(channel, state, count) for (channel, state), count in sorted(found.items())]

    def asked(self, slugs: Sequence[str]) -> list[tuple[str, datetime | None, datetime | None]]:
        """Return the broadcasts of surveys: when their recipients were fixed, and nobody waited for them any more."""
        b = _broadcasts.c
        query = (
            select(b.id, b.fired_at, b.ended_at)
            .where(b.survey.in_(slugs), b.reminds.is_(None))
            .order_by(b.id)
        )
        return self._rows(query)

    def versions(self, survey: str) -> list[str]:
        """Return the versions that responses began with."""
        query = select(c.version).where(c.survey_id == survey, c.counts).distinct().order_by(c.version)
        return list(self._connection.execute(query).scalars())

    def values(self, survey: str, types: Sequence[str]) -> list[tuple[str, str, Json, int]]:
        """Return how many gave the same value to the same question; of types that are not these, null for any."""
        value = case((a.type.in_(types), a.value), else_=null()).label("value")
        return self._rows(self._gathered(survey, a.step, a.type, value))

    def crossed(self, survey: str, step: str, by: str) -> list[tuple[Json, Json, int]]:
        """Return how many share a mark and a value of a question; raise KeyError for an unknown mark."""
        return self._rows(self._gathered(survey, MARKS[by], a.value).where(a.step == step))

    def paired(self, survey: str, step: str, by: str) -> list[tuple[Json, Json, int]]:
        """Return how many share the values of two questions: of `by`, then of `step`."""
        other = _answers.alias("other")
        o = other.c
        same = and_(o.session_id == c.session_id, o.step == by, o.replaced_at.is_(None))
        query = self._answered(survey, o.value, a.value, func.count()).join(other, same)
        return self._rows(query.where(a.step == step).group_by(o.value, a.value))

    def words(self, survey: str, step: str, after: str, search: str, limit: int) -> list[Words]:
        """Return what was written at a question, by session: an order that tells nothing of when it came."""
        query = self._answered(survey, a.session_id, a.value, c.channel, c.language).where(a.step == step)
        if search:
            query = query.where(a.text.icontains(search, autoescape=True))
        rows = self._rows(query.where(c.session_id > after).order_by(c.session_id).limit(limit))
        return [Words(place, str(text), channel, language) for place, text, channel, language in rows]

    def _counted(self, survey: str, *columns: ColumnElement[Any]) -> Select[Any]:
        return select(*columns, func.count()).where(c.survey_id == survey, c.counts).group_by(*columns)

    def _answered(self, survey: str, *columns: ColumnElement[Any]) -> Select[Any]:
        joined = _responses.join(_answers, and_(a.session_id == c.session_id, *_of(survey)))
        return select(*columns).select_from(joined).where(c.survey_id == survey, c.counts)

    def _gathered(self, survey: str, *columns: Any) -> Select[Any]:
        """Do the same for all answers at once: PostgreSQL reads the responses once, rather than one for each answer."""
        marks = [column for column in columns if getattr(column, "table", None) is _responses]
        sessions = select(c.session_id, *marks).where(c.survey_id == survey, c.counts).cte("counting")
        counting = sessions.prefix_with("MATERIALIZED", dialect="postgresql")
        told = [counting.c[one.name] if one in marks else one for one in columns]
        joined = counting.join(_answers, and_(a.session_id == counting.c.session_id, *_of(survey)))
        return select(*told, func.count()).select_from(joined).group_by(*told)

    def _rows(self, query: Select[Any]) -> list[Any]:
        return [tuple(row) for row in self._connection.execute(query)]


def _of(survey: str) -> Sequence[ColumnElement[bool]]:
    """Return what tells the answers of a survey that count, as their index does."""
    name = select(_surveys.c.dialogue).where(_surveys.c.id == survey).scalar_subquery()
    said = OF_SURVEYS.replace("replaced_at", "answers.replaced_at").replace("(dialogue", "(answers.dialogue")
    return a.dialogue == name, literal_column(said)
