"""What did staff choose at the console in place of the environment's settings?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Chosen:
    """Choices of staff; None: what the environment says holds, or the default of norms §1 and §2."""

    #: as `PALABRE_WRITING_HOURS` is written
    writing_hours: str | None = None
    #: as `PALABRE_HOLIDAYS` is written
    holidays: str | None = None
    messages_per_day: int | None = None
    messages_per_week: int | None = None
    #: the pre-electoral reserve
    reserve: bool | None = None
    #: days that the text of a message is kept
    text_days: int | None = None
    #: days after which somebody who said nothing is forgotten
    silence_days: int | None = None


KNOWN = frozenset(field.name for field in fields(Chosen))

#: the page of each choice → what it holds
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "hours": ("writing_hours", "holidays"),
    "caps": ("messages_per_day", "messages_per_week"),
    "reserve": ("reserve",),
    "retention": ("text_days", "silence_days"),
}


def read_chosen(rows: Mapping[str, Any]) -> Chosen:
    """Return the choices that are stored, by section; what no release knows any more is left out."""
    mine = [content for content in rows.values() if isinstance(content, dict)]
    return Chosen(**{name: value for content in mine for name, value in content.items() if name in KNOWN})
