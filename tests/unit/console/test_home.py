"""Does the home page say who is signed in?"""

from __future__ import annotations

from bot.console.role import Role
from tests.unit.console.office import Office


async def test_home_names_who_is_signed_in(office: Office) -> None:
    browser = await office.as_(Role.MODERATOR)
    answer = await browser.get("/console/")
    page = await answer.text()
    assert answer.status == 200
    assert "Camille moderator" in page
    assert "modération" in page
