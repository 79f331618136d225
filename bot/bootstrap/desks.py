"""On what do broadcasts stand here, by the settings and the channels that are set up?"""

from __future__ import annotations

from bot.bootstrap.channels import Wiring
from bot.conversation.premises import Premises
from bot.participation.broadcasts.caps import Caps
from bot.participation.broadcasts.window import Window, find_holidays
from bot.scheduler.desk import Desk
from bot.settings import Settings
from bot.settings.hours import parse_hours


def build_desk(settings: Settings, wiring: Wiring, premises: Premises) -> Desk:
    """Return the desk. Raise PalabreError for holidays that no calendar knows."""
    hours, days = parse_hours(settings.writing_hours), find_holidays(settings.holidays)
    window = Window(settings.timezone, hours, days)
    return Desk(
        premises.current,
        window,
        Caps(window, settings.messages_per_day, settings.messages_per_week),
        {channel: wiring.paces[channel].rate for channel in wiring.carriers},
        settings.whatsapp_template is not None,
        settings.reserve,
    )
