"""Does Twilio know the account that carries SMS and WhatsApp, and where to bring their messages?"""

from __future__ import annotations

import asyncio

from bot.settings import Settings


def describe_twilio(settings: Settings) -> str:
    """Return one sentence on what is wrong with Twilio's set-up, "" when nothing is."""
    if settings.public_url is None:
        return "PALABRE_PUBLIC_URL is missing, and Twilio signs its calls with it: set the address that it calls."
    if settings.sms_number is None and settings.whatsapp_number is None:
        return "Twilio has no number to send from: set PALABRE_SMS_NUMBER or PALABRE_WHATSAPP_NUMBER."
    return asyncio.run(_ask(settings, settings.public_url))


async def _ask(settings: Settings, public_url: str) -> str:
    """Return what is wrong with the account or the number, as Twilio knows them."""
    from bot.channels.twilio.checkup import describe
    from bot.channels.twilio.client import TwilioClient
    from bot.channels.twilio.webhook import MESSAGES

    assert settings.twilio_account_sid is not None and settings.twilio_auth_token is not None
    token = settings.twilio_auth_token.get_secret_value()
    async with TwilioClient(settings.twilio_account_sid, token, settings.twilio_api_url) as client:
        return await describe(client, settings.sms_number, public_url.rstrip("/") + MESSAGES)
