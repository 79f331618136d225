"""What is still wrong with a sending that is being written? One sentence for each field, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.console.segments.builder import check as check_builder
from bot.console.segments.choices import Choices
from bot.console.sendings.composition import (
    ACTS,
    MOMENTS,
    Composition,
    read_day,
    read_excepted,
    read_hour,
    recurrence,
)
from bot.errors import PalabreError
from bot.participation.broadcasts.draft import LONGEST, BadDraft
from bot.participation.broadcasts.recurrence import write_rule
from bot.participation.broadcasts.rule import Timetable, check_fires
from storage.surveys import Survey

#: Largest pilot; days after which a sending or its reminder is over, at most.
PILOT, LASTS, REMIND, AFTER = 100_000, 28, 60, 365


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sending may name here, and when it is written."""

    languages: Sequence[str]
    channels: Sequence[str]
    #: those that take answers
    surveys: Mapping[str, Survey]
    #: names of segments that are kept
    segments: Sequence[str]
    timezone: ZoneInfo
    now: datetime
    choices: Choices


#: Field → key of a sentence
Faults = dict[str, str]


def check(made: Composition, ground: Ground) -> Faults:
    """Return what is wrong, in the order of the page; nothing where commands would take it."""
    found: Faults = {}
    for asked in (_substance, _recipients, _moment, _rest):
        for field, fault in asked(made, ground):
            found.setdefault(field, fault)
    return found


def _substance(made: Composition, ground: Ground) -> Iterator[tuple[str, str]]:
    if not made.slug:
        yield "name", "name"
    if made.is_survey:
        if made["survey"] not in ground.surveys:
            yield "survey", "survey"
        return
    if not made.texts.get(ground.languages[0]):
        yield f"text_{ground.languages[0]}", "text"
    for language, text in made.texts.items():
        if len(text) > LONGEST:
            yield f"text_{language}", "long"
    if made["purpose"] not in ("news", "questions"):
        yield "purpose", "choose"


def _recipients(made: Composition, ground: Ground) -> Iterator[tuple[str, str]]:
    if made["who"] == "kept" and made["segment"] not in ground.segments:
        yield "segment", "segment"
    if made["who"] == "here" and check_builder(made.builder, ground.choices).faults:
        yield "who", "builder"
    if not set(made.channels) <= set(ground.channels):
        yield "channels", "choose"


def _moment(made: Composition, ground: Ground) -> Iterator[tuple[str, str]]:
    match made["when"]:
        case "date":
            yield from _date(made, ground, past=True)
            yield from _over(made, ground)
        case "again":
            found = [*_date(made, ground, past=False), *_over(made, ground)]
            yield from found
            yield from () if found else _rhythm(made, ground)
        case "after":
            if made["after"] not in ACTS:
                yield "after", "choose"
            if not _fits(made["days"], 0, AFTER):
                yield "days", "days"
        case other if other not in MOMENTS:
            yield "when", "choose"


def _date(made: Composition, ground: Ground, *, past: bool) -> Iterator[tuple[str, str]]:
    day, hour = read_day(made["date"]), read_hour(made["time"])
    if day is None or not 2000 <= day.year <= 9000:
        yield "date", "date"
    if hour is None:
        yield "time", "time"
    if day and hour and past and local(day, hour, ground.timezone) < ground.now:
        yield "date", "past"


def _over(made: Composition, ground: Ground) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a survey that has ended by then: nobody would be asked."""
    survey = ground.surveys.get(made["survey"]) if made.is_survey else None
    day, hour = read_day(made["date"]), read_hour(made["time"])
    if not survey or not survey.closes_at or not day or hour is None or not 2000 <= day.year <= 9000:
        return
    if local(day, hour, ground.timezone) >= survey.closes_at:
        yield "date", "survey_over"


def _rhythm(made: Composition, ground: Ground) -> Iterator[tuple[str, str]]:
    excepted = read_excepted(made["except"])
    if excepted is None:
        yield "except", "except"
        return
    try:
        rule = write_rule(recurrence(made))
        day, hour = read_day(made["date"]), read_hour(made["time"])
        assert day is not None and hour is not None
        table = Timetable(ground.timezone, datetime.combine(day, hour), rule, frozenset(excepted))
        check_fires(table, ground.now)
    except BadDraft as refused:
        field = {"every": "date", "ends": made["ends"]}.get(refused.path, refused.path)
        yield field, refused.path if refused.path in ("interval", "weekdays", "count", "ends") else "never"


def _rest(made: Composition, ground: Ground) -> Iterator[tuple[str, str]]:
    if made["pilot"] and not _fits(made["pilot"], 0, PILOT):
        yield "pilot", "pilot"
    if not _fits(made["lasts"], 1, LASTS):
        yield "lasts", "lasts"
    if made["remind"]:
        yield from _reminder(made, ground)


def _reminder(made: Composition, ground: Ground) -> Iterator[tuple[str, str]]:
    survey = ground.surveys.get(made["survey"]) if made.is_survey else None
    if survey is None or made.repeats:
        yield "remind", "remind_survey"
    elif not _fits(made["remind"], 1, REMIND):
        yield "remind", "remind"
    elif survey.anonymous:
        yield "remind", "remind_anonymous"
    elif (
        survey.closes_at is not None
        and _due(made, ground) + timedelta(days=int(made["remind"])) >= survey.closes_at
    ):
        yield "remind", "remind_closed"


def _due(made: Composition, ground: Ground) -> datetime:
    day, hour = read_day(made["date"]), read_hour(made["time"])
    if made["when"] != "date" or day is None or hour is None:
        return ground.now
    return local(day, hour, ground.timezone)


def local(day: date, hour: time, timezone: ZoneInfo) -> datetime:
    """Return a moment on the town's clocks, in UTC."""
    return datetime.combine(day, hour, timezone).astimezone(UTC)


def _fits(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 7 and least <= int(text) <= most


def is_refused(error: PalabreError) -> str:
    """Return the key of the sentence for what a command would refuse after all: somebody was quicker."""
    return "impossible" if isinstance(error, BadDraft) else "gone"
