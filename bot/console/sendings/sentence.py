"""What will a sending do, in one sentence that a tired officer understands?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from babel.dates import format_date, format_time, get_day_names
from babel.numbers import format_currency, format_decimal

from bot.console.drawing import with_first
from bot.console.sendings.composition import Composition, recurrence
from bot.console.sendings.outlook import Outlook
from bot.pages.plural import say_count
from bot.participation.broadcasts.recurrence import Recurrence

Words = Mapping[str, Any]


def say_what_happens(
    made: Composition, outlook: Outlook, words: Words, language: str, timezone: tzinfo
) -> str:
    """Return the sentence: who gets it, when, who does not, at what cost."""
    said = words["sendings"]
    if made["when"] == "after":
        return say_count(said["happens_after"], made["days"], language, act=said["acts"][made["after"]])
    parts = [_who(outlook, said, language) + " " + _when(made, outlook, said, language, timezone)]
    if outlook.left_out:
        parts.append(_left_out(outlook, words, language))
    cost = say_cost(outlook, said, language)
    parts.append(said["happens_first_question"].format(cost=cost) if cost and made.is_survey else cost)
    return str(said["semicolon"].join(part for part in parts if part)) + "."


def say_cost(outlook: Outlook, said: Words, language: str) -> str:
    """Return what it costs: in euros where prices are set, in SMS else; "" for what costs nothing."""
    if outlook.cost is not None:
        return str(said["happens_cost"].format(cost=format_currency(outlook.cost, "EUR", locale=language)))
    if outlook.parts:
        return str(said["happens_parts"].format(parts=format_decimal(outlook.parts, locale=language)))
    return ""


def say_rhythm(made: Composition, words: Words, language: str) -> str:
    """Return how often: "toutes les 2 semaines, le lundi, 6 fois"."""
    return say_recurrence(recurrence(made), words, language)


def say_recurrence(meant: Recurrence, words: Words, language: str) -> str:
    """Return how often a recurrence comes, in words."""
    said = words["sendings"]
    names = get_day_names("wide", locale=language)
    days = said["and_days"].join(said["on_day"].format(day=names[day]) for day in sorted(meant.weekdays))
    kind = "rhythms" if meant.interval == 1 else "rhythms_apart"
    rank = said["ranks"][str(meant.rank)] if meant.every == "month_weekday" else ""
    day = names[meant.weekdays[0]] if meant.every == "month_weekday" else ""
    begun = said[kind][meant.every].format(n=meant.interval, days=days, rank=rank, day=day)
    if meant.count:
        return str(begun + said["times"].format(count=meant.count))
    return str(begun + said["until_day"].format(day=say_day(meant.until, language))) if meant.until else begun


def say_day(day: date | datetime, language: str) -> str:
    """Return a day with its name: mardi 24 novembre 2026."""
    return with_first(format_date(day, "EEEE d MMMM y", locale=language), language)


def say_hour(at: datetime, language: str) -> str:
    """Return an hour as it is said: 9 h, 19 h 30."""
    if at.hour == 23 and at.minute == 59:
        return "24 h" if language == "fr" else "24:00"
    if language != "fr":
        return str(format_time(at, "HH:mm", locale=language))
    return f"{at.hour} h {at.minute:02}" if at.minute else f"{at.hour} h"


def _who(outlook: Outlook, said: Words, language: str) -> str:
    if not outlook.reached:
        return str(said["happens_nobody"])
    return say_count(said["happens_to"], outlook.reached, language)


def _left_out(outlook: Outlook, words: Words, language: str) -> str:
    """Return who is left out: how many in all, and for each cause where there are several."""
    many = words["segments"]["causes"]
    one = many | words["segments"]["causes_one"]
    told = [(people, (one if people == 1 else many)[cause]) for cause, people in outlook.excluded]
    if len(told) == 1:
        causes = told[0][1]
    else:
        causes = ", ".join(f"{format_decimal(people, locale=language)} {why}" for people, why in told)
    return say_count(words["sendings"]["happens_left_out"], outlook.left_out, language, causes=causes)


def _when(made: Composition, outlook: Outlook, said: Words, language: str, timezone: tzinfo) -> str:
    opens, closes = outlook.opens.astimezone(timezone), outlook.closes.astimezone(timezone)
    hours = {"opens": say_hour(opens, language), "closes": say_hour(closes, language)}
    if made["when"] == "now" and outlook.at_once:
        return str(said["happens_now"].format(**hours))
    key = "happens_each" if made["when"] == "again" else "happens_on"
    return str(said[key].format(day=say_day(opens, language), **hours))
