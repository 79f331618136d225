"""Under which short name is a thing kept, that links and stored rows use for ever?"""

from __future__ import annotations

import re
from collections.abc import Collection

from dialogues.reading.fold import fold

#: Telegram's start parameter has 64 characters, and a word before it
LONGEST = 40

#: names that paths use
TAKEN = frozenset(("new", "map", "shapes", "order"))


def make_slug(text: str, taken: Collection[str]) -> str:
    """Return a short name of small letters, digits and hyphens that nothing else has."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST].strip("-") or "x"
    used = {*taken, *TAKEN}
    numbered = (f"{plain}-{number}" for number in range(2, len(used) + 3))
    return plain if plain not in used else next(one for one in numbered if one not in used)
