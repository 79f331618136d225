"""How are many texts understood by Rasa, which takes one at a time, within a limit of time?"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from math import ceil

from bot.nlu.errors import BackendUnavailable
from bot.nlu.rasa.api import NAME, RasaApi
from bot.nlu.rasa.reading import Asked, prepare, read
from bot.nlu.understanding import Understanding

#: Seconds for the texts of one batch of turns, all together: a resident notices one second.
PATIENCE = 0.8
#: The same where nobody waits: a measure is of what is understood, on a machine that may be busy.
UNHURRIED = 60.0
#: Texts of one batch; more, as an evaluation has, get as much time again.
BATCH = 50


class RasaBackend:
    """A Rasa server that was trained on some languages; owns its connections."""

    def __init__(self, api: RasaApi, languages: Collection[str], patience: float = PATIENCE) -> None:
        self._api, self._languages, self._patience = api, frozenset(languages), patience

    @property
    def name(self) -> str:
        """What settings, figures and logs call it."""
        return NAME

    async def understand(self, texts: Sequence[str], language: str) -> Sequence[Understanding]:
        """Return what is understood of each text. Raise BackendUnavailable when one is not answered in time."""
        if language not in self._languages:
            return [Understanding()] * len(texts)
        asked = [prepare(text) for text in texts]
        seconds = self._patience * ceil(len(asked) / BATCH)
        try:
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
                tasks = [one and group.create_task(self._ask(one, seconds)) for one in asked]
        except TimeoutError as fault:
            raise BackendUnavailable(NAME, "timeout") from fault
        except ExceptionGroup as faults:
            raise faults.exceptions[0] from None
        return [task.result() if task else Understanding() for task in tasks]

    async def close(self) -> None:
        """Close every connection."""
        await self._api.close()

    async def _ask(self, asked: Asked, seconds: float) -> Understanding:
        answer = await self._api.parse(asked.text, seconds)
        try:
            return read(answer, asked)
        except ValueError as fault:
            raise BackendUnavailable(NAME, "not Rasa") from fault
