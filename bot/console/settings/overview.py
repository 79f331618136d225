"""Which settings are there, and how do they stand?"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import draw
from bot.console.role import ADMINS
from bot.console.route import get
from storage.retention import SILENCE, TEXT
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """Figures of the overview."""

    themes: int
    districts: int
    drawn: int
    open: int
    members: int


async def show_overview(request: web.Request) -> web.StreamResponse:
    """Show every page of settings with its state in one line."""
    desk = desk_of(request)

    def read(unit: Unit) -> Standing:
        return Standing(
            len(unit.territory.themes()),
            len(unit.territory.districts()),
            len(unit.territory.shapes()),
            len(unit.consultations.open(desk.now())),
            sum(member.disabled_at is None for member in unit.staff.all()),
        )

    chosen = desk.room().chosen
    return draw(
        request,
        "settings/overview.html",
        standing=await desk.database.read(read),
        sending=desk.sending,
        channels=sorted(desk.checks),
        text_days=chosen.text_days or TEXT,
        silence_days=chosen.silence_days or SILENCE,
        voice=desk.room().town.voice,
    )


ROUTES = (get("/settings", show_overview, ADMINS),)
