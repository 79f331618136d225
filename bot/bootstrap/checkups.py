"""Does each channel that is set up answer, and know where to call? What `palabre check` asks, within a time limit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.bootstrap.channels import TELEGRAM_HOOK
from bot.channels.simulator.render import Simulator
from bot.settings import Settings

#: seconds that a provider may take to answer: somebody waits before a page
PATIENCE = 8.0

SLOW = "No answer within {seconds:g} seconds: is the provider up, and does a firewall let this machine out?"

#: Returns one sentence on what is wrong, "" when nothing is
Check = Callable[[], Awaitable[str]]


def find_checks(settings: Settings) -> Mapping[str, Check]:
    """Return how each channel that is set up is checked, by its name."""
    checks: dict[str, Check] = {}
    if settings.telegram_token is not None:
        checks["telegram"] = partial(check_telegram, settings)
    if settings.twilio_account_sid is not None:
        numbers = {"sms": settings.sms_number, "whatsapp": settings.whatsapp_number}
        twilio = partial(check_twilio, settings)
        checks |= {channel: twilio for channel, number in numbers.items() if number}
    if settings.simulator:
        checks[Simulator.name] = check_simulator
    return {channel: partial(within, PATIENCE, check) for channel, check in checks.items()}


async def within(seconds: float, check: Check) -> str:
    """Return what a check says, or that it took too long."""
    try:
        async with asyncio.timeout(seconds):
            return await check()
    except TimeoutError:
        return SLOW.format(seconds=seconds)


async def check_telegram(settings: Settings) -> str:
    """Ask Telegram who the bot is, and where it calls."""
    from bot.channels.telegram.api import build_bot, close_bot
    from bot.channels.telegram.register import describe

    assert settings.telegram_token is not None
    hook = f"{(settings.public_url or '').rstrip('/')}{TELEGRAM_HOOK}"
    bot = build_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
    try:
        return await describe(bot, hook if settings.telegram_secret is not None else None)
    finally:
        await close_bot(bot)


async def check_twilio(settings: Settings) -> str:
    """Ask Twilio about the account, and the number that carries SMS."""
    from bot.channels.twilio.checkup import describe
    from bot.channels.twilio.client import TwilioClient
    from bot.channels.twilio.webhook import MESSAGES

    assert settings.twilio_account_sid is not None and settings.twilio_auth_token is not None
    token, public = settings.twilio_auth_token.get_secret_value(), settings.public_url or ""
    async with TwilioClient(settings.twilio_account_sid, token, settings.twilio_api_url) as client:
        return await describe(client, settings.sms_number, public.rstrip("/") + MESSAGES)


async def check_simulator() -> str:
    """Say that nothing is wrong: it is in this process."""
    return ""
