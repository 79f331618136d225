"""What do the checks of `palabre check` say, to somebody at a desk? Each of their sentences has one of the console's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: what a check says → key of `diagnosis` in words/*/settings.yml; names of groups are its parameters
SENTENCES: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"$", "well"),
        (r"No answer within (?P<seconds>[\d.]+) seconds.*", "slow"),
        (r"Telegram refuses the token.*", "telegram_token"),
        (r"Telegram could not be asked.*", "telegram_away"),
        (r"Telegram calls (?P<url>\S+): nothing comes.*", "telegram_polling"),
        (r"Telegram does not know where to call.*", "telegram_hook"),
        (r"Telegram calls \S+, not .*", "telegram_hook"),
        (r"Telegram leaves out .*", "telegram_hook"),
        (r"(?P<count>\d+) messages wait at Telegram.*", "telegram_waiting"),
        (r"The Twilio account is .*", "twilio_closed"),
        (r"Twilio refuses the account.*", "twilio_token"),
        (r"The Twilio account does not own.*", "twilio_number"),
        (r"PALABRE_SMS_NUMBER cannot carry SMS.*", "twilio_no_sms"),
        (r"Twilio brings SMS to .*", "twilio_hook"),
        (r"Twilio brings SMS by GET.*", "twilio_hook"),
    )
)
#: whatever else a check says: the sentence itself is shown, for whoever installed the service
OTHER = "other"


def explain(fault: str) -> tuple[str, Mapping[str, str]]:
    """Return the key of the sentence, and what stands in it."""
    for pattern, key in SENTENCES:
        if match := pattern.fullmatch(fault):
            return key, match.groupdict()
    return OTHER, {}
