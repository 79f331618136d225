"""What is in the invented town? Read from town.yml, stored once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.shipped import read_shipped
from dialogues.inputs import Point
from storage.consultations import Consultation
from storage.database import Database
from storage.territory import District, Theme, Voice
from storage.unit import Unit

FILE = Path(__file__).parent / "town.yml"


@cache
def read_demo() -> dict[str, Any]:
    """Return the invented town as it is written."""
    content: dict[str, Any] = read_shipped(FILE)
    return content


async def settle_town(database: Database) -> None:
    """Store the invented town, unless a territory has been set up here already."""
    now = datetime.now(UTC)
    await database.transact(lambda unit: _settle(unit, now))


def _settle(unit: Unit, now: datetime) -> None:
    if unit.territory.themes():
        return
    town = read_demo()
    unit.territory.speak(Voice(town["authority"], town["pledge"], town["contact"]))
    themes = [Theme(t["slug"], t["labels"], tuple(t["keywords"])) for t in town["themes"]]
    districts = [District(d["slug"], d["name"], tuple(d["aliases"])) for d in town["districts"]]
    unit.territory.replace(themes, districts)
    unit.consultations.upsert([_consultation(c, now) for c in town["consultations"]])


def _consultation(c: dict[str, Any], now: datetime) -> Consultation:
    return Consultation(
        c["slug"],
        c["title"],
        c["description"],
        c["pledge"],
        c["rules"],
        now,
        now + timedelta(days=c["open_days"]),
    )


def places() -> tuple[Point, ...]:
    """Return places of the town that a pretend resident may share."""
    return tuple(Point(p["latitude"], p["longitude"], p["name"]) for p in read_demo()["places"])
