"""On what do broadcasts stand here, by the settings, the channels that are set up, and what staff chose?"""

from __future__ import annotations

from bot.bootstrap.channels import Wiring
from bot.conversation.premises import Premises
from bot.conversation.room import Room
from bot.participation.broadcasts.caps import Caps
from bot.participation.broadcasts.window import Window, find_holidays
from bot.participation.chosen import Chosen
from bot.scheduler.desk import Desk
from bot.settings import Settings
from bot.settings.hours import parse_hours


def build_desk(settings: Settings, wiring: Wiring, premises: Premises) -> Desk:
    """Return the desk, which follows the premises. Raise PalabreError for holidays that no calendar knows."""
    caps = find_caps(settings, Chosen())
    desk = Desk(
        premises.current,
        caps.window,
        caps,
        {channel: wiring.paces[channel].rate for channel in wiring.carriers},
        settings.whatsapp_template is not None,
        settings.reserve,
    )

    def follow(room: Room) -> None:
        chosen = room.chosen
        reserve = settings.reserve if chosen.reserve is None else chosen.reserve
        desk.follow(find_caps(settings, chosen), reserve=reserve)

    premises.opened.append(follow)
    return desk


def find_caps(settings: Settings, chosen: Chosen) -> Caps:
    """Return the caps and their window: what staff chose, else what the environment says."""
    hours = parse_hours(chosen.writing_hours or settings.writing_hours)
    window = Window(settings.timezone, hours, find_holidays(chosen.holidays or settings.holidays))
    per_day = chosen.messages_per_day or settings.messages_per_day
    return Caps(window, per_day, chosen.messages_per_week or settings.messages_per_week)
