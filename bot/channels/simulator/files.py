"""Where does a file lie that was sent on the simulator's page?"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

from bot.channels.fetching import GONE, LARGEST, STRANGE, TOO_LARGE, Unfetched

#: What the page's upload names a file.
_NAME = re.compile(r"[A-Za-z0-9_-]{22}\.[a-z]{3,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SimulatorFiles:
    """Files of pretend residents (fetching.Fetcher)."""

    folder: Path

    async def fetch(self, reference: str) -> bytes | Unfetched:
        """Return what was uploaded."""
        if not _NAME.fullmatch(reference):
            return STRANGE
        return await asyncio.to_thread(_read, self.folder / reference)


def _read(path: Path) -> bytes | Unfetched:
    try:
        content = path.read_bytes()
    except OSError:
        return GONE
    return content if len(content) <= LARGEST else TOO_LARGE
