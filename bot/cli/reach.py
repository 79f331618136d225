"""Do the providers of the channels that are set up answer, and know where to call? Does Rasa answer?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.bootstrap.rasa import describe_rasa
from bot.cli.telegram import describe_telegram
from bot.cli.twilio import describe_twilio
from bot.errors import PalabreError
from bot.settings import Settings


def describe_channels(settings: Settings) -> Iterator[str]:
    """Yield one sentence for each channel, and for Rasa, that is set up and would not work."""
    describers: list[Callable[[Settings], str]] = []
    if settings.telegram_token is not None:
        describers.append(describe_telegram)
    if settings.twilio_account_sid is not None:
        describers.append(describe_twilio)
    if settings.rasa_url is not None:
        describers.append(describe_rasa)
    for describe in describers:
        try:
            fault = describe(settings)
        except PalabreError as error:
            fault = str(error)
        if fault:
            yield fault
