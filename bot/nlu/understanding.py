"""What does the service ask of whatever reads free texts?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dialogues.understanding import Entity, Guess, Understanding

__all__ = ["Backend", "Entity", "Guess", "Understanding"]


class Backend(Protocol):
    """Reads texts of one language, many at once; one understanding for each, in the same order."""

    @property
    def name(self) -> str:
        """What settings, figures and logs call it."""

    async def understand(self, texts: Sequence[str], language: str) -> Sequence[Understanding]:
        """Return what is understood of each text; blank, endless or foreign ones raise nothing."""

    async def close(self) -> None:
        """Let go of what it holds."""
