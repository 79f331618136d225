"""On which days and hours may the service write first, and which holidays does it keep (norms §2)?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from bot.console.settings.section import Ask, Content, Faults, Place, Section, Typed
from bot.errors import PalabreError
from bot.participation.broadcasts.window import NONE, find_holidays
from bot.settings.hours import DAYS, parse_hours
from storage.unit import Unit

#: the two spans that a day may have, each from and until
SPANS = (("from1", "until1"), ("from2", "until2"))
#: what may be chosen, beside what the environment says
HOLIDAYS = ("FR", "FR-57", "FR-6AE", "FR-971", "FR-972", "FR-973", "FR-974", "FR-976", NONE)
MIDNIGHT = "00:00"


def read(unit: Unit, _id: str) -> Content:
    """Return what was chosen; nothing where the environment's settings hold."""
    return unit.choices.all().get("hours", {})


def fill(place: Place, content: Content) -> Typed:
    """Return the form of a week: midnight ends a day as 00:00."""
    given = place.desk.settings
    week = parse_hours(content.get("writing_hours", given.writing_hours))
    shown = {f"{day}_{name}": "" for day in DAYS for span in SPANS for name in span}
    for day, spans in zip(DAYS, week, strict=True):
        for (begins, ends), (first, last) in zip(SPANS, spans, strict=False):
            shown[f"{day}_{begins}"] = f"{first:%H:%M}"
            shown[f"{day}_{ends}"] = MIDNIGHT if last == time.max else f"{last:%H:%M}"
    return shown | {"holidays": content.get("holidays", given.holidays)}


def asks(place: Place) -> list[Ask]:
    """Ask for two spans a day, and for the calendar of holidays."""
    found = [
        Ask(f"{day}_{name}", name, "time", group=day, most=5)
        for day in DAYS
        for span in SPANS
        for name in span
    ]
    known = dict.fromkeys((*HOLIDAYS, place.desk.settings.holidays))
    options = [(code, place.words["holidays"].get(code, code)) for code in known]
    return [*found, Ask("holidays", "holidays", "choice", "holidays", group="days_off", options=options)]


def check(place: Place, typed: Typed, _content: Content) -> tuple[Content, Faults]:
    """Return the hours as the settings write them; refuse spans that end before they begin, and a week without any."""
    parts: list[str] = []
    faults: dict[str, str] = {}
    for day in DAYS:
        spans = [
            (typed[f"{day}_{begins}"], typed[f"{day}_{ends}"], f"{day}_{ends}") for begins, ends in SPANS
        ]
        given = [span for span in spans if span[0] or span[1]]
        faults |= {name: "hours" for begins, ends, name in given if not _follows(begins, ends)}
        parts += [f"{day} {begins}-{_end(ends)}" for begins, ends, _ in given]
        if not faults and len(given) == len(SPANS) and _crosses(given):
            faults[given[1][2]] = "crossing"
    if not parts:
        faults[f"{DAYS[0]}_from1"] = "no_hours"
    try:
        find_holidays(typed["holidays"])
    except PalabreError:
        faults["holidays"] = "missing"
    return {"writing_hours": ", ".join(parts), "holidays": typed["holidays"]}, faults


def _follows(begins: str, ends: str) -> bool:
    try:
        time.fromisoformat(begins), time.fromisoformat(ends)
    except ValueError:
        return False
    return len(begins) == len(ends) == 5 and begins < _end(ends)


def _end(typed: str) -> str:
    return "24:00" if typed == MIDNIGHT else typed


def _crosses(spans: Sequence[tuple[str, str, str]]) -> bool:
    first, second = sorted(spans)
    return second[0] < _end(first[1])


def write(unit: Unit, _id: str, content: Content) -> None:
    """Store the choice."""
    unit.choices.put("hours", content)


SECTION = Section(
    "hours", read, fill, asks, check, write, environment=("writing_hours", "holidays"), resettable=True
)
