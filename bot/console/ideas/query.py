"""What does the address of a list of ideas ask for? Unknown values count for nothing, so that no link breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import cast
from urllib.parse import urlencode

from bot.console.ideas.scope import Scope
from bot.participation.idea_states import STATES
from storage.idea_catalogue import Edge, Filter, Order
from storage.ideas import Idea

#: characters of each value that are read
LONGEST = 200

#: names of the form's fields, in their order
FIELDS = (
    "q", "state", "theme", "district", "consultation", "to", "language", "since", "until", "like", "order",
)  # fmt: skip

#: stands for "nobody looks after it" among those who do
NOBODY = "-"

ORDERS = ("newest", "oldest", "changed")


@dataclass(frozen=True, slots=True)
class Query:
    """A list that was asked for."""

    filter: Filter
    order: Order
    #: reference of the idea that others are to be like
    like: str
    edge: Edge | None
    back: bool
    #: what was given, as it was given
    given: Mapping[str, str]

    def link(self, path: str, **more: str) -> str:
        """Return the address of this list at another place, or in another order."""
        kept = {name: value for name, value in {**self.given, **more}.items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

    @property
    def narrowed(self) -> bool:
        """Whether anything but an order was asked for."""
        return any(value for name, value in self.given.items() if name != "order")


def read_query(query: Mapping[str, str], scope: Scope, timezone: tzinfo) -> Query:
    """Return what the address asks for, within what its reader may see."""
    given = read_given(query)
    order = cast("Order", given["order"] if given["order"] in ORDERS else "newest")
    wanted = Filter(
        words=given["q"],
        states=(given["state"],) if given["state"] in STATES else (),
        theme=given["theme"],
        district=given["district"],
        consultation=given["consultation"],
        assigned_to="" if given["to"] == NOBODY else given["to"],
        unassigned=given["to"] == NOBODY,
        language=given["language"],
        since=_midnight(given["since"], timezone),
        until=_midnight(given["until"], timezone, days=1),
    )
    if scope.organisation is not None:
        # an organisation without a name would see what is assigned to nobody
        wanted = replace(wanted, assigned_to=scope.organisation, unassigned=False)
        wanted = wanted if scope.organisation else replace(wanted, references=())
    edge = _edge(query.get("edge", ""))
    return Query(wanted, order, given["like"], edge, query.get("back") == "1", given)


def read_given(query: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of the list's form, as an address gives them."""
    return {name: query.get(name, "")[:LONGEST].strip().replace("\0", "") for name in FIELDS}


def mark(idea: Idea, order: Order) -> str:
    """Return the edge that an idea makes, for an address."""
    if order != "changed" or idea.changed_at is None:
        return str(idea.number)
    return f"{idea.number}~{idea.changed_at.isoformat()}"


def _edge(given: str) -> Edge | None:
    number, _, at = given.partition("~")
    if not number.isdecimal() or len(number) > 9:
        return None
    try:
        moment = datetime.fromisoformat(at) if at else None
    except ValueError:
        return None
    return Edge(int(number), moment if moment is None or moment.tzinfo else None)


def _midnight(day: str, timezone: tzinfo, days: int = 0) -> datetime | None:
    """Return when a day begins in the territory, or so many days later; None for what is no day."""
    try:
        return datetime.combine(date.fromisoformat(day) + timedelta(days=days), time.min, timezone)
    except (ValueError, OverflowError):
        return None
