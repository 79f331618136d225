"""Does a sending reach the same people now, at a time, and by a schedule, in any town and for any segment?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from sqlalchemy import select

from bot.bootstrap import build
from bot.demo.town import settle_town
from bot.participation.surveys.form import Form
from bot.participation.surveys.framing import compile_form
from bot.participation.surveys.keeping import keep as keep_survey
from bot.participation.surveys.keeping import open_survey
from bot.scheduler.composing import keep, send
from bot.scheduler.desk import Desk
from bot.scheduler.firing import fire, fire_due
from bot.scheduler.occurring import occur
from dialogues.reading.lexicon import load_lexicons
from storage import models
from storage.database import Database, open_database
from storage.migrations import upgrade
from storage.models.base import table
from storage.unit import Unit
from tests.journey.house import settings
from tests.journey.surveys import BUS, PARIS
from tests.property.residents import (
    AT,
    CHANNELS,
    DISTRICTS,
    GROUPS,
    HAD,
    LANGUAGES,
    PURPOSES,
    RESIDENTS,
    THEMES,
    Resident,
    settle,
)
from tests.sizes import sized
from tests.year.town import SETTINGS

NAME, SURVEY = "lettre", "bus-nuit"
Row = tuple[object, ...]
Work = Callable[[Unit], object]

VALUES = {
    "channel": CHANNELS,
    "language": LANGUAGES,
    "district": DISTRICTS,
    "consent": PURPOSES,
    "theme": THEMES,
    "group": GROUPS,
    "received": (HAD,),
    "answered": (SURVEY,),
}


def among(subject: str) -> st.SearchStrategy[Any]:
    values = st.lists(st.sampled_from(VALUES[subject]), min_size=1, max_size=3)
    return st.fixed_dictionaries({subject: values})


LEAVES = st.one_of(
    st.sampled_from(sorted(VALUES)).flatmap(among),
    st.fixed_dictionaries({"silent_days": st.integers(1, 12)}),
    st.fixed_dictionaries({"known_days": st.integers(1, 12)}),
    st.fixed_dictionaries({"author_of": st.sampled_from(("i0", "i1"))}),
    st.sampled_from(({"proposed": True}, {"everyone": True}, {"everyone": True})),
)


def combine(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        st.fixed_dictionaries({"all": several}),
        st.fixed_dictionaries({"any": several}),
        st.fixed_dictionaries({"not": parts}),
    )


CENSUS = st.fixed_dictionaries({district: st.integers(1, 9) for district in DISTRICTS})
SIZES = st.integers(1, 6)
SAMPLES = SIZES | st.one_of(
    st.fixed_dictionaries({"size": SIZES, "seed": st.sampled_from(("a", "b"))}),
    st.fixed_dictionaries({"size": SIZES, "by": st.just("district"), "census": CENSUS}),
)
CONDITIONS = st.recursive(LEAVES, combine, max_leaves=6)
SEGMENTS = CONDITIONS | st.builds(lambda where, sample: {**where, "sample": sample}, CONDITIONS, SAMPLES)
DRAFTS = st.builds(
    lambda what, more: what | more,
    st.sampled_from(({"message": "La piscine rouvre."}, {"survey": SURVEY})),
    st.fixed_dictionaries(
        {"segment": SEGMENTS, "purpose": st.sampled_from(PURPOSES)},
        optional={
            "channels": st.lists(st.sampled_from(CHANNELS), min_size=1, unique=True),
            "pilot": st.integers(0, 3),
            "reminds": st.just(HAD),
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A town that nobody lives in yet, and its desk."""

    empty: bytes
    desk: Desk
    survey: str


@cache
def place() -> Place:
    """Found the town once, with an open survey; no fixture: Hypothesis would print it whole."""
    with TemporaryDirectory() as folder:
        return asyncio.run(found(Path(folder)))


async def found(folder: Path) -> Place:
    path = folder / "palabre.db"
    await upgrade(f"sqlite:///{path}")
    service = build(settings(f"sqlite:///{path}", folder, **SETTINGS | {"languages": LANGUAGES}), lambda: AT)
    await settle_town(service.database)
    await service.start()
    form, room = Form.model_validate(BUS), service.premises.room
    definition = compile_form(form, room.phrasebook, load_lexicons(room.languages))

    def ask(unit: Unit) -> str:
        keep_survey(unit, form, definition, AT, PARIS)
        return open_survey(unit, SURVEY, AT).id

    survey = await service.database.transact(ask)
    desk = service.desk
    await service.close()
    return Place(path.read_bytes(), desk, survey)


@pytest.mark.sized
@settings_of(max_examples=sized(10, 50))
@given(
    residents=st.lists(RESIDENTS, max_size=10),
    draft=DRAFTS,
    hours=st.integers(1, 24 * 9),
    template=st.booleans(),
)
def test_now_or_later_reaches_the_same(
    residents: list[Resident], draft: dict[str, Any], hours: int, template: bool
) -> None:
    place().desk.template = template
    with TemporaryDirectory() as folder:
        path = Path(folder) / "palabre.db"
        path.write_bytes(place().empty)
        rows = asyncio.run(reach(f"sqlite:///{path}", residents, draft, AT - timedelta(hours=hours)))
    now, at_a_time, scheduled = rows
    assert now == at_a_time == scheduled
    event(f"reached: {any(row[5] == 'planned' for row in now)}, left out: {any(row[6] for row in now)}")


async def reach(
    url: str, residents: list[Resident], draft: dict[str, Any], earlier: datetime
) -> list[list[Row]]:
    """Return the recipients of a draft: sent now, written earlier for now, and by a schedule of then."""
    database, desk = open_database(url), place().desk
    named = draft | {"broadcast": NAME}
    agenda = {"schedule": NAME, "send": draft, "starts": f"{AT.astimezone(PARIS):%Y-%m-%d %H:%M}"}

    def at_once(unit: Unit) -> None:
        send(unit, desk, named, AT, "anne", AT)

    def at_a_time(unit: Unit) -> None:
        send(unit, desk, named, AT, "anne", earlier)
        assert recipients(unit) == []
        fire(unit, desk, NAME, AT)

    try:
        await database.transact(lambda unit: settle(unit, residents, place().survey))
        rows = [await undone(database, work) for work in (at_once, at_a_time)]
        await database.transact(lambda unit: keep(unit, desk, agenda, "anne", earlier))
        assert await occur(database, desk, AT) == await fire_due(database, desk, AT) == 1
        return [*rows, await database.read(recipients)]
    finally:
        await database.close()


class Undone(Exception):
    """Carries what was found out of a transaction that leaves nothing."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.rows = rows


async def undone(database: Database, work: Work) -> list[Row]:
    """Return the recipients that some work makes; nothing of it stays."""

    def do(unit: Unit) -> None:
        work(unit)
        raise Undone(recipients(unit))

    with pytest.raises(Undone) as caught:
        await database.transact(do)
    return caught.value.rows


def recipients(unit: Unit) -> list[Row]:
    """Return whom the sending reaches, by which address, and who is left out and why."""
    r, b = table(models.Recipient).c, table(models.Broadcast).c
    columns = (
        r.participant_id, r.channel, r.address, r.language, r.introduced, r.state, r.cause, r.wave,
    )  # fmt: skip
    query = select(*columns).join(table(models.Broadcast), b.id == r.broadcast_id)
    found = unit.connection.execute(query.where(b.slug.not_in((HAD, "rappel-1"))).order_by(r.participant_id))
    return [tuple(row) for row in found]
