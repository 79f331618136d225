"""How many messages may one person get, how long is what kept, and does the pre-electoral reserve hold?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.console.settings.section import YES, Ask, Content, Faults, Place, Section, Typed
from bot.settings import Settings
from storage.retention import SILENCE, TEXT
from storage.unit import Unit

#: name → least and most (the same as the settings of the environment where there is one; norms §1 else)
BOUNDS: Mapping[str, tuple[int, int]] = {
    "messages_per_day": (1, 100),
    "messages_per_week": (1, 700),
    "text_days": (7, 365),
    "silence_days": (90, 1_095),
}
#: digits of a number
DIGITS = 5

#: what holds where nothing was chosen
GIVEN: Mapping[str, Callable[[Settings], int]] = {
    "messages_per_day": lambda settings: settings.messages_per_day,
    "messages_per_week": lambda settings: settings.messages_per_week,
    "text_days": lambda _: TEXT,
    "silence_days": lambda _: SILENCE,
}


def _numbers(name: str, fields: tuple[str, ...], environment: tuple[str, ...] = ()) -> Section:
    """Return a page of numbers."""

    def read(unit: Unit, _id: str) -> Content:
        return unit.choices.all().get(name, {})

    def fill(place: Place, content: Content) -> Typed:
        given = place.desk.settings
        return {field: str(content.get(field, GIVEN[field](given))) for field in fields}

    def asks(_place: Place) -> list[Ask]:
        return [Ask(field, field, "number", field, most=DIGITS, required=True) for field in fields]

    def check(_place: Place, typed: Typed, _content: Content) -> tuple[Content, Faults]:
        faults = {field: field for field in fields if not _fits(field, typed[field])}
        if faults:
            return {}, faults
        found = {field: int(typed[field]) for field in fields}
        if name == "caps" and found["messages_per_week"] < found["messages_per_day"]:
            faults["messages_per_week"] = "fewer"
        return found, faults

    def write(unit: Unit, _id: str, content: Content) -> None:
        unit.choices.put(name, content)

    return Section(name, read, fill, asks, check, write, environment=environment, resettable=True)


def _fits(field: str, typed: str) -> bool:
    least, most = BOUNDS[field]
    return typed.isascii() and typed.isdigit() and least <= int(typed) <= most


CAPS = _numbers("caps", ("messages_per_day", "messages_per_week"), ("messages_per_day", "messages_per_week"))
RETENTION = _numbers("retention", ("text_days", "silence_days"))


def _read_reserve(unit: Unit, _id: str) -> Content:
    return unit.choices.all().get("reserve", {})


def _fill_reserve(place: Place, content: Content) -> Typed:
    return {"reserve": YES if content.get("reserve", place.desk.settings.reserve) else ""}


def _write_reserve(unit: Unit, _id: str, content: Content) -> None:
    unit.choices.put("reserve", content)


RESERVE = Section(
    "reserve",
    _read_reserve,
    _fill_reserve,
    lambda _: [Ask("reserve", "reserve", "tick", "reserve")],
    lambda _place, typed, _content: ({"reserve": bool(typed["reserve"])}, {}),
    _write_reserve,
    environment=("reserve",),
    resettable=True,
)
