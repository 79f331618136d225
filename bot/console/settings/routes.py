"""Which pages do the settings have?"""

from __future__ import annotations

from bot.console.route import Route
from bot.console.settings import (
    channels,
    consultation,
    district,
    hours,
    lists,
    numbers,
    overview,
    shapes,
    theme,
    voice,
)
from bot.console.settings.page import routes_of

#: what is in the path comes before what may be anything
SECTIONS = (
    voice.SECTION, hours.SECTION, numbers.CAPS, numbers.RESERVE, numbers.RETENTION,
    theme.SECTION, district.SECTION, consultation.SECTION,
)  # fmt: skip

ROUTES: tuple[Route, ...] = (
    *overview.ROUTES,
    *channels.ROUTES,
    *lists.ROUTES,
    *shapes.ROUTES,
    *(route for section in SECTIONS for route in routes_of(section)),
)
