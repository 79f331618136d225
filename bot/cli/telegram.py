"""How is Telegram told where to call? `palabre telegram`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from bot.bootstrap.channels import TELEGRAM_HOOK
from bot.cli.running import read_or_exit
from bot.errors import PalabreError, SettingsError
from bot.settings import Settings

T = TypeVar("T")


@click.group()
def telegram() -> None:
    """Tell Telegram where to call (webhook), or that the service asks by itself (long polling)."""


@telegram.command()
def register() -> None:
    """Have Telegram call PALABRE_PUBLIC_URL with the secret; messages that wait are kept."""
    from bot.channels.telegram.register import register as tell

    settings = read_or_exit()
    if settings.telegram_secret is None:
        raise SettingsError("PALABRE_TELEGRAM_SECRET", "is missing, and a webhook needs one")
    secret = settings.telegram_secret.get_secret_value()
    _ask(settings, lambda bot: tell(bot, hook_of(settings), secret))
    click.echo(f"Telegram now calls {hook_of(settings)}.")


@telegram.command()
def unregister() -> None:
    """Have Telegram keep messages until they are asked for: before long polling."""
    from bot.channels.telegram.register import unregister as tell

    _ask(read_or_exit(), tell)
    click.echo("Telegram keeps messages until they are asked for.")


def hook_of(settings: Settings) -> str:
    """Return where Telegram is to call. Raise SettingsError without a public address."""
    if settings.public_url is None:
        raise SettingsError("PALABRE_PUBLIC_URL", "is missing, and Telegram must know where to call")
    return f"{settings.public_url.rstrip('/')}{TELEGRAM_HOOK}"


def _ask(settings: Settings, work: Callable[..., Awaitable[T]]) -> T:
    """Do one thing with the bot. Raise PalabreError with what Telegram answered."""
    from telegram.error import TelegramError

    from bot.channels.telegram.register import said_of

    if settings.telegram_token is None:
        raise SettingsError("PALABRE_TELEGRAM_TOKEN", "is missing: @BotFather gives it")
    try:
        return asyncio.run(
            _with_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url, work)
        )
    except TelegramError as error:
        raise PalabreError(f"Telegram did not do it: {said_of(error)}") from None


async def _with_bot(token: str, url: str, work: Callable[..., Awaitable[T]]) -> T:
    from bot.channels.telegram.api import build_bot, close_bot

    bot = build_bot(token, url)
    try:
        return await work(bot)
    finally:
        await close_bot(bot)


def describe_telegram(settings: Settings) -> str:
    """Return one sentence on what is wrong with Telegram's set-up, "" when nothing is."""
    from bot.channels.telegram.register import describe

    url = hook_of(settings) if settings.telegram_secret is not None else None
    return _ask(settings, lambda bot: describe(bot, url))
