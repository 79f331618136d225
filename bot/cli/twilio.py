"""Does Twilio know the account that carries SMS and WhatsApp?"""

from __future__ import annotations

import asyncio

from bot.channels.sending import Refused
from bot.settings import Settings


def describe_twilio(settings: Settings) -> str:
    """Return one sentence on what is wrong with Twilio's set-up, "" when nothing is."""
    if settings.public_url is None:
        return "PALABRE_PUBLIC_URL is missing, and Twilio signs its calls with it: set the address that it calls."
    if settings.sms_number is None and settings.whatsapp_number is None:
        return "Twilio has no number to send from: set PALABRE_SMS_NUMBER or PALABRE_WHATSAPP_NUMBER."
    refused = asyncio.run(_ask(settings))
    return (
        f"Twilio does not answer for this account: {refused.sentence} (PALABRE_TWILIO_*)." if refused else ""
    )


async def _ask(settings: Settings) -> Refused | None:
    """Return why Twilio refuses the account, None when it does not."""
    from bot.channels.twilio.client import TwilioClient

    assert settings.twilio_account_sid is not None and settings.twilio_auth_token is not None
    token = settings.twilio_auth_token.get_secret_value()
    async with TwilioClient(settings.twilio_account_sid, token, settings.twilio_api_url) as client:
        return await client.greet()
