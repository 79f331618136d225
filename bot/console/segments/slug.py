"""Which short name does a name typed by staff become?"""

from __future__ import annotations

import re

from dialogues.reading.fold import fold

#: Longest short name (bot.participation.broadcasts.draft).
LONGEST = 60


def slug_of(name: str) -> str:
    """Return small letters without accents, digits and -: "Été à la piscine" is ete-a-la-piscine; "" for none."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return plain[:LONGEST].strip("-")
