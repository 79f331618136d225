"""A month in the life of a town: do invited, answered, silent and left out add up, person by person?

`python -m bench year` lives a whole year with 2,000 residents.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journey.reading import read_once
from tests.sizes import sized
from tests.year.chance import numbered
from tests.year.living import Life
from tests.year.reckoning import reckon

#: Weeks: of a month, with a reminder, half-written ideas, people who leave; and residents.
WEEKS, RESIDENTS = 4, sized(100, 300)


@pytest.mark.sized
async def test_a_month_adds_up(sqlite_url: str, tmp_path: Path) -> None:
    with read_once(), numbered():
        life = Life(sqlite_url, tmp_path / "data", RESIDENTS, WEEKS, asked=RESIDENTS // 2)
        await life.live()
        found = await reckon(life)
        await life.town.close()
    print(found.line())
    assert found.faults == []
    assert found.reconciles()
    assert found.invited == WEEKS * RESIDENTS // 2
    assert set(found.channels) == {"sms", "telegram", "whatsapp"}
    assert {"consent", "window", "stopped"} <= set(found.excluded)
    assert min(found.answered, found.silent) > 0
