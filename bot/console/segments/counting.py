"""How many people does a segment mean, who is left out and why, and what does it cost to write to them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.channels.sms.render import Sms
from bot.console.desk import Desk
from bot.participation.broadcasts.draft import Draft
from bot.scheduler.previewing import Preview, preview
from bot.scheduler.thanking import FEWEST
from bot.settings import Settings
from dialogues.inputs import Json
from storage.unit import Unit

#: People of a town up to which a count follows every change; beyond, a button asks for it, and it comes after the page.
LIVE = 20_000

#: What a page that is there says to have people counted, or the button of a browser without scripts.
RECKON = "reckon"


@dataclass(frozen=True, slots=True)
class Count:
    """How many, before anything is written."""

    reached: int
    left_out: int
    #: cause, people
    excluded: Sequence[tuple[str, int]]
    #: channel, people
    channels: Sequence[tuple[str, int]]
    missing: Mapping[str, tuple[int, int]]

    @property
    def few(self) -> bool:
        """Whether they are too few to be counted exactly (norms §1)."""
        return 0 < self.reached + self.left_out < FEWEST


def count(
    unit: Unit, desk: Desk, segment: Json, purpose: Literal["questions", "news"], name: str = "apercu"
) -> Count:
    """Count whom a segment means; it has been checked."""
    draft = Draft(name, purpose, segment, {}, None, (), 0, 72, None)
    found = preview(unit, desk.sending, draft, Sms(desk.settings.sms_folding), desk.now())
    left_out = sum(people for _, people in found.excluded)
    return Count(found.reached, left_out, found.excluded, found.channels, found.missing)


def price(found: Preview, parts: int, settings: Settings) -> float | None:
    """Return what a sending costs in euros: SMS by their parts, WhatsApp by its messages; None without prices."""
    whatsapp = dict(found.channels).get("whatsapp", 0)
    paid = [(parts, settings.sms_price), (whatsapp, settings.whatsapp_price)]
    if any(each is None for many, each in paid if many) or not any(each is not None for _, each in paid):
        return None
    return sum(many * (each or 0.0) for many, each in paid)
