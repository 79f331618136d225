"""How is a sentence shown to staff, where braces mean a place to fill? Plain braces stay plain, known places stay places."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

_PLACE = re.compile(r"\{([^\W\d][\w.-]*)\}")


def shown(entry: Any) -> str:
    """Return a stored wording as staff read it; of a long and a brief one, the long one."""
    while isinstance(entry, dict):
        entry = entry.get("long") or entry.get("other") or next(iter(entry.values()), "")
    return str(entry or "").replace("{{", "{").replace("}}", "}")


def stored(text: str, places: Collection[str]) -> str:
    """Return what staff wrote as a script holds it: `{name}` is a place only where `places` knows the name."""
    parts = _PLACE.split(text.replace("\r\n", "\n").replace("\n?", "\n ?").strip())
    return "".join(
        (f"{{{part}}}" if part in places else f"{{{{{part}}}}}")
        if at % 2
        else part.replace("{", "{{").replace("}", "}}")
        for at, part in enumerate(parts)
    )


def kept(before: Any, text: str, places: Collection[str]) -> Any:
    """Return the wording before where staff left it as it was shown, else what they wrote."""
    written = stored(text, places)
    return before if before and shown(before) == shown(written) else written
