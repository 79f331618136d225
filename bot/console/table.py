"""Which routes does the console have? All of them: what is not here does not exist."""

from __future__ import annotations

from bot.console import (
    account,
    first_factor,
    home,
    interrupted,
    invited,
    journal,
    second_factor,
    sign_in,
    stepping,
)
from bot.console.conversations import routes as conversations
from bot.console.ideas import routes as ideas
from bot.console.moderation import routes as moderation
from bot.console.participants import routes as participants
from bot.console.route import Route
from bot.console.segments import pages as segments
from bot.console.sendings import compose, lost, one, phone, repeat
from bot.console.sendings import pages as sendings
from bot.console.settings import routes as settings
from bot.console.staff import routes as staff
from bot.console.surveys import routes as surveys

#: each page module has its own ROUTES
ROUTES: tuple[Route, ...] = (
    *stepping.ROUTES,
    *sign_in.ROUTES,
    *second_factor.ROUTES,
    *first_factor.ROUTES,
    *invited.ROUTES,
    *interrupted.ROUTES,
    *account.ROUTES,
    *home.ROUTES,
    *participants.ROUTES,
    *conversations.ROUTES,
    *staff.ROUTES,
    *settings.ROUTES,
    *journal.ROUTES,
    *segments.ROUTES,
    *compose.ROUTES,
    *phone.ROUTES,
    *lost.ROUTES,
    *sendings.ROUTES,
    *one.ROUTES,
    *repeat.ROUTES,
    *ideas.ROUTES,
    *moderation.ROUTES,
    *surveys.ROUTES,
)
