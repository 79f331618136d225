"""Nothing can leave by a channel, whatever the message: for how long, and what is told to whom can mend it?"""

from __future__ import annotations

from collections.abc import Mapping

import structlog

#: how long a channel rests whose account is refused or suspended, in seconds: an operator must look
STOPPED = 900.0

#: channel → the settings to look at
SETTINGS: Mapping[str, str] = {
    "telegram": "PALABRE_TELEGRAM_TOKEN",
    "sms": "PALABRE_TWILIO_ACCOUNT_SID, PALABRE_TWILIO_AUTH_TOKEN and PALABRE_SMS_NUMBER, and the account at Twilio",
    "whatsapp": "PALABRE_TWILIO_ACCOUNT_SID, PALABRE_TWILIO_AUTH_TOKEN and PALABRE_WHATSAPP_NUMBER, and the account "
    "at Twilio",
}

log = structlog.get_logger()


def tell_stopped(channel: str, code: str) -> None:
    """Log one line: what refuses, which settings name it, when it is tried again."""
    say = log.bind(channel=channel, code=code, seconds=STOPPED)
    match channel:
        case "telegram":
            say.error(
                "the channel rests, Telegram refuses the bot's token (PALABRE_TELEGRAM_TOKEN): set it right and restart; "
                "else tried again in 15 minutes; nothing is lost"
            )
        case "sms":
            say.error(
                "the channel rests, Twilio refuses the account or its number (PALABRE_TWILIO_ACCOUNT_SID, "
                "PALABRE_TWILIO_AUTH_TOKEN, PALABRE_SMS_NUMBER): set them right and restart; else tried again in 15 "
                "minutes; nothing is lost"
            )
        case "whatsapp":
            say.error(
                "the channel rests, Twilio refuses the account or its number (PALABRE_TWILIO_ACCOUNT_SID, "
                "PALABRE_TWILIO_AUTH_TOKEN, PALABRE_WHATSAPP_NUMBER): set them right and restart; else tried again in 15 "
                "minutes; nothing is lost"
            )
        case _:
            say.error(
                "the channel rests, its provider refuses all: restart once that is mended; else tried again in 15 "
                "minutes; nothing is lost"
            )


def describe_stop(channel: str, code: str, seconds: float) -> str:
    """Return what an operator is told of a channel that rests."""
    minutes = max(1, round(seconds / 60))
    left = f"{minutes} minutes" if minutes > 1 else "a minute"
    where = SETTINGS.get(channel, "its settings")
    return (
        f"{channel} rests for {left} more: its provider refuses all (code {code}). See {where}; once that is right, "
        "restart what sends (palabre serve, palabre work): what waits leaves at once."
    )


def describe_refused(channel: str, code: str) -> str:
    """Return what an operator is told where messages wait that were refused, and nobody says for how long."""
    where = SETTINGS.get(channel, "its settings")
    return (
        f"{channel} rests: messages wait, its provider refused all (code {code}). See {where}; what sends tries again "
        f"within {STOPPED / 60:.0f} minutes, at once when it is restarted (palabre serve, palabre work)."
    )
