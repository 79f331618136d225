"""What did staff write on the page of a new sending? Every field as typed, and what commands would read of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from bot.console.segments.builder import Builder, read_builder
from bot.console.segments.fields import Fields, first
from bot.console.segments.slug import LONGEST, slug_of
from bot.participation.broadcasts.recurrence import Every, Recurrence, write_rule

#: When something is sent.
MOMENTS = ("now", "date", "again", "after")

#: What a sending can follow, as acts of the audit.
ACTS = ("idea published", "idea submitted")

#: How a repeated sending ends.
ENDS = ("count", "until")

#: Ends the name of a reminder.
REMINDER = "-rappel"

#: Fields of one value, each as typed.
NAMES = (
    "name", "what", "survey", "purpose", "who", "segment", "when", "date", "time", "every", "interval", "rank",
    "weekday", "ends", "count", "until", "except", "after", "days", "remind", "pilot", "lasts",
)  # fmt: skip

DEFAULTS = {
    "what": "message", "purpose": "news", "who": "everyone", "when": "now", "every": "week", "interval": "1",
    "rank": "1", "weekday": "0", "ends": "count", "count": "6", "after": ACTS[0], "days": "3", "lasts": "3",
    "time": "18:00",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Composition:
    """A sending as it is being written."""

    typed: Mapping[str, str]
    #: by language
    texts: Mapping[str, str] = field(default_factory=dict)
    channels: Sequence[str] = ()
    weekdays: Sequence[str] = ()
    builder: Builder = field(default_factory=Builder)

    def __getitem__(self, name: str) -> str:
        """Return one field as typed."""
        return self.typed.get(name, "")

    @property
    def slug(self) -> str:
        """The short name that it will be known by."""
        return slug_of(self["name"])

    @property
    def is_survey(self) -> bool:
        """Whether a survey is sent, not a text."""
        return self["what"] == "survey"

    @property
    def repeats(self) -> bool:
        """Whether it makes a schedule."""
        return self["when"] in ("again", "after")

    @property
    def reminder(self) -> str:
        """The short name of its reminder."""
        return self.slug[: LONGEST - len(REMINDER)].strip("-") + REMINDER


def read_composition(fields: Fields, languages: Sequence[str]) -> Composition:
    """Return what the form says; a field that it lacks has its usual value."""
    typed = {name: first(fields, name, DEFAULTS.get(name, "")) for name in NAMES}
    texts = {language: first(fields, f"text_{language}") for language in languages}
    return Composition(
        typed,
        {language: text for language, text in texts.items() if text},
        tuple(fields.get("channels", ())),
        tuple(day for day in fields.get("weekdays", ()) if day in "0123456" and len(day) == 1),
        read_builder(fields),
    )


def body(made: Composition) -> dict[str, Any]:
    """Return the fields of a draft but its name, as `read_draft` checks them; numbers must be numbers."""
    what: dict[str, Any] = {"survey": made["survey"]} if made.is_survey else {"message": dict(made.texts)}
    return {
        **what,
        "purpose": "questions" if made.is_survey else made["purpose"],
        "segment": _segment(made),
        **({"channels": list(made.channels)} if made.channels else {}),
        "pilot": int(made["pilot"] or 0),
        "lasts": int(made["lasts"] or 3) * 24,
    }


def draft(made: Composition) -> dict[str, Any]:
    """Return the draft of one sending."""
    return {"broadcast": made.slug, **body(made)}


def reminder(made: Composition) -> dict[str, Any]:
    """Return the draft that reminds those who got it and did not answer."""
    silent = {"all": [{"received": made.slug}, {"not": {"answered": made["survey"]}}]}
    again = {key: value for key, value in body(made).items() if key != "pilot"}
    return {**again, "broadcast": made.reminder, "segment": silent, "reminds": made.slug}


def agenda(made: Composition) -> dict[str, Any]:
    """Return the schedule, as `read_agenda` checks it. Raise BadDraft for a rhythm that cannot be."""
    if made["when"] == "after":
        send = {key: value for key, value in body(made).items() if key != "pilot"}
        return {"schedule": made.slug, "send": send, "after": made["after"], "days": int(made["days"])}
    excepted = [day.isoformat() for day in read_excepted(made["except"]) or ()]
    more = {"except": excepted} if excepted else {}
    return {
        "schedule": made.slug,
        "send": body(made),
        "starts": clock(made),
        "every": write_rule(recurrence(made)),
        **more,
    }


def clock(made: Composition) -> str:
    """Return day and hour on the town's clocks, as commands write them; "" for now."""
    day, hour = read_day(made["date"]), read_hour(made["time"])
    return "" if made["when"] == "now" or not day or hour is None else f"{day.isoformat()} {hour:%H:%M}"


def recurrence(made: Composition) -> Recurrence:
    """Return how often it is sent."""
    weekly = made["every"] == "week"
    days = tuple(
        int(day) for day in (made.weekdays if weekly else [made["weekday"]] if made["weekday"] else [])
    )
    by_count = made["ends"] != "until"
    return Recurrence(
        cast(Every, made["every"]),
        read_int(made["interval"], 0),
        days if weekly or made["every"] == "month_weekday" else (),
        read_int(made["rank"], 0) if made["rank"] != "-1" else -1,
        read_int(made["count"], 0) if by_count else 0,
        None if by_count else read_day(made["until"]),
    )


def read_int(text: str, otherwise: int) -> int:
    """Return a whole number of few digits, or what stands for it."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 7 else otherwise


def read_day(text: str) -> date | None:
    """Return a day, as a date field gives it (2027-05-03) or as people type it (3/5/2027)."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def read_hour(text: str) -> time | None:
    """Return a time of day: 18:00, 18h30, 9 h."""
    plain = text.lower().replace(" ", "").replace("h", ":")
    try:
        found = time.fromisoformat(plain.rjust(5, "0") if plain[-1:] != ":" else f"{plain}00".rjust(5, "0"))
    except ValueError:
        return None
    return found.replace(second=0, microsecond=0, tzinfo=None)


def read_excepted(text: str) -> list[date] | None:
    """Return the days of a list, None where one cannot be read."""
    days = [read_day(part) for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()]
    return None if None in days or len(days) > 100 else [day for day in days if day is not None]


def reminder_due(made: Composition, due: datetime) -> datetime | None:
    """Return when the reminder is sent, None where none is wanted."""
    return due + timedelta(days=int(made["remind"])) if made["remind"] else None


def _segment(made: Composition) -> Any:
    match made["who"]:
        case "kept":
            return made["segment"]
        case "here":
            return made.builder.segment()
    return "everyone"
