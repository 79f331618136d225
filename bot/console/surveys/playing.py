"""What does the pretend phone answer? A part of the page for htmx, the whole page without JavaScript."""

from __future__ import annotations

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import draw_part
from bot.console.surveys.composer import composer_page
from bot.console.surveys.drafting import fields_of, look_at, open_survey
from bot.console.surveys.phone import read_phone, show_phone

#: characters of all replies of a phone
REPLIES = 60_000


async def play_survey(request: web.Request) -> web.StreamResponse:
    """Play the draft one reply further; nothing is stored."""
    opened, desk = await open_survey(request), desk_of(request)
    phone = read_phone(await fields_of(request, REPLIES), desk.languages)
    if not request.headers.get("HX-Request"):
        return await composer_page(request, opened, phone=phone)
    shown = show_phone(desk, opened, look_at(desk, opened), phone)
    return draw_part(request, "surveys/phone.html", opened=opened, phone=shown, languages=desk.languages)
