"""Whose data does a code open? For one day, a few times, and never by guessing (norms §1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.conversation.room import Proof
from bot.participation.reference import ALPHABET
from storage.database import Database
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Opens what is held about a participant with the code that they were sent."""

    database: Database
    proof: Proof

    async def open(self, code: str) -> dict[str, Any] | None:
        """Return everything held, by table; None when the code is wrong, used up or expired."""
        now = datetime.now(UTC)
        typed = "".join(sign for sign in code.upper() if sign in ALPHABET)

        def read(unit: Unit) -> dict[str, Any] | None:
            participant = unit.downloads.open(self.proof("download", typed), now)
            return unit.participants.export(participant) if participant else None

        return await self.database.transact(read)
