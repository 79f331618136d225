"""What can an SMS show?"""

from __future__ import annotations

from bot.channels.sms.segments import JOINED
from bot.channels.sms.split import MAX_PARTS
from dialogues.content import Capabilities

#: Words and numbers only, each character paid for (norms §4).
CAPABILITIES = Capabilities(brief=True, length=MAX_PARTS * JOINED["GSM-7"])
