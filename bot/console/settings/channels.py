"""Which channels are set up, and do they work now?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import draw, words_of
from bot.console.kept import show_after, take_up
from bot.console.role import ADMINS
from bot.console.route import get, post
from bot.console.settings.diagnosis import explain
from bot.settings import Settings
from bot.settings.model import extra_of, fields, variable_of

#: channel → the settings that it wants, and those that it may have
CHANNELS: Mapping[str, tuple[str, ...]] = {
    "telegram": ("telegram_token", "telegram_secret", "telegram_rate"),
    "sms": ("twilio_account_sid", "twilio_auth_token", "sms_number", "sms_rate", "sms_folding"),
    "whatsapp": (
        "twilio_account_sid",
        "twilio_auth_token",
        "whatsapp_number",
        "whatsapp_template",
        "whatsapp_rate",
    ),
    "simulator": ("simulator",),
}


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as the page shows it."""

    name: str
    ready: bool
    #: variable and value; of a secret, only whether it is given
    settings: list[tuple[str, str]]


async def show_channels(request: web.Request) -> web.StreamResponse:
    """Show each channel, how it is set up, and what the one that was just tried said."""
    tried = take_up(request) or {"tried": "", "result": "", "params": {}}
    return _draw(request, **tried)


async def try_channel(request: web.Request) -> web.StreamResponse:
    """Ask a channel's provider whether all is well, within some seconds, and say so in one sentence."""
    name, checks = request.match_info["channel"], desk_of(request).checks
    if name not in checks:
        raise web.HTTPNotFound
    fault = await checks[name]()
    key, params = explain(fault)
    said = {"tried": name, "result": key, "params": {**params, "fault": fault}}
    return await show_after(request, "/settings/channels", said, anchor=f"channel-{name}")


def _draw(request: web.Request, tried: str, result: str, params: Mapping[str, str]) -> web.Response:
    desk = desk_of(request)
    channels = [
        Channel(name, name in desk.checks, [_show(desk.settings, one) for one in wanted])
        for name, wanted in CHANNELS.items()
    ]
    said = words_of(request)["settings"]["diagnosis"][result].format(**params) if result else ""
    return draw(
        request,
        "settings/channels.html",
        channels=channels,
        tried=tried,
        result=result,
        said=said,
        public=desk.settings.public_url,
    )


def _show(settings: Settings, name: str) -> tuple[str, str]:
    value = getattr(settings, name)
    if value is None or value == "":
        return variable_of(name), ""
    if extra_of(fields()[name])["secret"]:
        return variable_of(name), "•••"
    if isinstance(value, Mapping):
        return variable_of(name), ", ".join(f"{key}={one}" for key, one in value.items())
    return variable_of(name), str(value).lower() if isinstance(value, bool) else str(value)


ROUTES = (
    get("/settings/channels", show_channels, ADMINS),
    post("/settings/channels/{channel}/test", try_channel, ADMINS),
)
