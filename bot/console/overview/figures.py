"""How does participation go, where, about what, and what does it cost?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import orjson

from bot.console.desk import Desk
from dialogues.definition import Ask
from dialogues.labels import spoken
from storage.unit import Unit

#: days of the chart and of the funnel
DAYS = 30
#: the days that themes and districts are counted over
LATELY = 90
#: themes that are shown
THEMES = 8

Tallied = Sequence[tuple[str, str, str, int]]


@dataclass(frozen=True, slots=True)
class Month:
    """What left since the first of the month."""

    first: date
    #: channel → messages
    sent: Mapping[str, int]
    parts: int
    #: in euros; None where no price is set
    cost: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the page draws."""

    channels: Sequence[str]
    #: [day, number of each channel…]
    days: Sequence[Sequence[Any]]
    #: (step, how many answered it); the last is what was handed in
    funnel: Sequence[tuple[str, int]]
    themes: Sequence[tuple[str, int]]
    districts: Sequence[tuple[str, int]]
    #: shapes and points of the map, as JSON; "" for neither
    drawn: str
    month: Month


def read_figures(unit: Unit, desk: Desk, language: str, *, points: bool) -> Figures:
    """Return the figures of a town; `points`: where single ideas are, and what they are called."""
    today = desk.first_hour().date()
    first = today - timedelta(days=DAYS - 1)
    tallied = unit.tallies.since(min(first, today.replace(day=1)).isoformat())
    recent = [row for row in tallied if row[0] >= first.isoformat()]
    channels = sorted({channel for _, kind, channel, _ in recent if kind == "in"})
    themes, districts = _spread(unit, desk)
    town = desk.room().town
    labels = {theme.slug: spoken(theme.labels, language, desk.languages[0]) for theme in town.themes}
    names = {district.slug: district.name for district in town.districts}
    return Figures(
        channels,
        _days(recent, first, channels),
        _funnel(desk, recent),
        [(labels.get(slug, slug), n) for slug, n in themes.most_common() if slug][:THEMES],
        [(names.get(slug, slug), n) for slug, n in districts.most_common() if slug],
        _draw_map(unit, districts, names, points=points),
        _month(desk, tallied, today.replace(day=1)),
    )


def _spread(unit: Unit, desk: Desk) -> tuple[Counter[str], Counter[str]]:
    """Return how many ideas each theme, and each district, got lately."""
    themes: Counter[str] = Counter()
    districts: Counter[str] = Counter()
    since = desk.first_hour(LATELY)
    mark = (since, unit.overview.mark())
    for theme, district, n in desk.remembered.find("spread", mark, lambda: unit.overview.spread(since)):
        themes[theme] += n
        districts[district] += n
    return themes, districts


def _days(recent: Tallied, first: date, channels: Sequence[str]) -> list[list[Any]]:
    came = Counter({(day, channel): n for day, kind, channel, n in recent if kind == "in"})
    days = [first + timedelta(days=n) for n in range(DAYS)]
    return [[day, *(came[day.isoformat(), channel] for channel in channels)] for day in days]


def _funnel(desk: Desk, recent: Tallied) -> list[tuple[str, int]]:
    """Return how many answered each question of an idea that everybody is asked, in its order."""
    answered: Counter[str] = Counter()
    for _, kind, _, n in recent:
        answered[kind] += n
    definition = desk.room().library.latest.get("idea")
    steps = [step for step in definition.steps if isinstance(step, Ask)] if definition else []
    asked = [step.id for step in steps if step.question.name in ("text", "recap") and not step.optional]
    return [(step, answered[f"idea:{step}"]) for step in asked]


def _draw_map(unit: Unit, ideas: Mapping[str, int], names: Mapping[str, str], *, points: bool) -> str:
    shapes = [
        {"name": names.get(slug, slug), "ideas": ideas.get(slug, 0), "shape": shape}
        for slug, shape in unit.territory.shapes().items()
    ]
    spots = [[s.latitude, s.longitude, s.title, s.reference] for s in unit.overview.spots()] if points else []
    return orjson.dumps({"shapes": shapes, "points": spots}).decode() if shapes or spots else ""


def _month(desk: Desk, tallied: Tallied, first: date) -> Month:
    sent: Counter[str] = Counter()
    parts = 0
    for day, kind, channel, n in tallied:
        if day >= first.isoformat():
            sent[channel] += n if kind == "out" else 0
            parts += n if kind == "parts" else 0
    prices = desk.settings.sms_price, desk.settings.whatsapp_price
    priced = [
        n * price for n, price in zip((parts, sent["whatsapp"]), prices, strict=True) if price is not None
    ]
    return Month(
        first, {name: n for name, n in sorted(sent.items()) if n}, parts, sum(priced) if priced else None
    )
