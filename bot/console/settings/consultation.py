"""What is one consultation: its title, dates, rules, and what the authority promises?"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.console.settings.rules import ask_rules, check_rules, fill_rules
from bot.console.settings.section import Ask, Content, Faults, Place, Section, Typed, from_each, in_each
from bot.console.settings.slug import make_slug
from storage.consultations import Consultation
from storage.unit import Unit

STATES = ("draft", "published", "archived")
#: texts in each language, and their most characters
TEXTS = {"title": 60, "description": 400, "pledge": 300}
DATES = ("opens_at", "closes_at")


def read(unit: Unit, id: str) -> Content:
    """Return a consultation, whatever its state; its dates as text."""
    found = unit.consultations.by_slug(id)
    if found is None:
        return None
    dates = {name: _text(getattr(found, name)) for name in DATES}
    texts = {name: dict(getattr(found, name)) for name in TEXTS}
    return {**texts, **dates, "rules": list(found.rules), "state": found.state}


def fill(place: Place, content: Content) -> Typed:
    """Return the form of a consultation: the last day it takes ideas, not the moment after."""
    shown: dict[str, str] = {"state": content["state"]}
    for name in TEXTS:
        shown |= in_each(content[name], place.desk.languages, name)
    for name in DATES:
        shown[name] = _day(place, name, content[name])
    return shown | fill_rules(place, content["rules"])


def asks(place: Place) -> list[Ask]:
    """Ask for state, dates, rules, then the texts of each language."""
    states = [(state, place.words["states"][state]) for state in STATES]
    found = [
        Ask("state", "state", "choice", "state", group="when", options=states),
        *(Ask(name, name, "date", name, group="when", most=10) for name in DATES),
    ]
    for rank, language in enumerate(place.desk.languages):
        more: dict[str, Any] = {"lang": language, "group": language, "folded": rank > 0}
        for name, most in TEXTS.items():
            kind, required = "text" if name == "title" else "textarea", rank == 0 and name == "title"
            label = f"consultation_{name}"
            found.append(Ask(f"{name}_{language}", label, kind, label, most=most, required=required, **more))
    return [*found, *ask_rules(place)]


def check(place: Place, typed: Typed, content: Content) -> tuple[Content, Faults]:
    """Return the consultation, and which dates or rules cannot be."""
    rules, faults = check_rules(place, typed, content["rules"])
    wrong = dict(faults)
    dates: dict[str, str] = {}
    for name in DATES:
        if typed[name] == _day(place, name, content[name]):
            dates[name] = content[name]
            continue
        try:
            dates[name] = _moment(place, name, typed[name])
        except ValueError:
            wrong[name] = "date"
    if len(dates) == len(DATES) and all(dates.values()) and dates["opens_at"] >= dates["closes_at"]:
        wrong["closes_at"] = "ends_first"
    if typed["state"] not in STATES:
        wrong["state"] = "missing"
    texts = {name: from_each(typed, place.desk.languages, name, content[name]) for name in TEXTS}
    return {**texts, **dates, "rules": rules, "state": typed["state"]}, wrong


def name_it(unit: Unit, content: Content) -> str:
    """Return the slug of a new consultation: posters and links carry it."""
    title = next(iter(content["title"].values()))
    taken: list[str] = []
    while unit.consultations.by_slug(slug := make_slug(title, taken)) is not None:
        taken.append(slug)
    return slug


def write(unit: Unit, id: str, content: Content) -> None:
    """Store the consultation; a known one keeps its id."""
    known = unit.consultations.by_slug(id)
    dates: dict[str, Any] = {
        name: datetime.fromisoformat(content[name]) if content[name] else None for name in DATES
    }
    kept = {name: content[name] for name in (*TEXTS, "rules", "state")}
    unit.consultations.upsert([Consultation(id, **kept, **dates, id=known.id if known else "")])


def _text(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment is not None else ""


def _day(place: Place, name: str, moment: str) -> str:
    if not moment:
        return ""
    local = datetime.fromisoformat(moment).astimezone(place.desk.timezone)
    # closed from midnight on, it takes ideas until the day before
    return str((local - timedelta(microseconds=1) if name == "closes_at" else local).date())


def _moment(place: Place, name: str, typed: str) -> str:
    """Return when a day begins here; of the last day, when it is over. Raise ValueError."""
    if not typed:
        return ""
    day = date.fromisoformat(typed)
    if not 2000 <= day.year <= 2200:
        raise ValueError("far away")
    local = day + timedelta(days=1) if name == "closes_at" else day
    return _text(datetime.combine(local, time.min, place.desk.timezone))


def _blank(_place: Place) -> Content:
    return {**{name: {} for name in TEXTS}, **dict.fromkeys(DATES, ""), "rules": [], "state": "draft"}


SECTION = Section(
    "consultations",
    read,
    fill,
    asks,
    check,
    write,
    back="/settings/consultations",
    blank=_blank,
    name_it=name_it,
)
