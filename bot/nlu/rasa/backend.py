"""How are many texts understood by Rasa, which takes one at a time, within a limit of time?"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from math import ceil

from bot.nlu.embedded.entities import Names, find_entities, names_of
from bot.nlu.errors import BackendUnavailable
from bot.nlu.rasa.api import NAME, RasaApi
from bot.nlu.rasa.reading import Asked, prepare, read
from bot.nlu.territory_data import Territory
from bot.nlu.understanding import Understanding

#: Seconds for the texts of one batch of turns, all together: a resident notices one second.
PATIENCE = 0.8
#: The same where nobody waits: a measure is of what is understood, on a machine that may be busy.
UNHURRIED = 60.0
#: Texts of one batch; more, as an evaluation has, get as much time again.
BATCH = 50


class RasaBackend:
    """A Rasa server that was trained on some languages; owns its connections.

    What texts name is found here too: Rasa knows the town's names of the day it was trained, and no dates.
    """

    def __init__(
        self,
        api: RasaApi,
        languages: Collection[str],
        territory: Mapping[str, Territory] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._api, self._languages, self._patience = api, frozenset(languages), patience
        self._names: dict[str, Names] = {}
        self.learn_names(territory or {})

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
        understood = (task.result() if task else Understanding() for task in tasks)
        return [self._with_names(one, text, language) for one, text in zip(understood, texts, strict=True)]

    def learn_names(self, territory: Mapping[str, Territory]) -> None:
        """Take up the names of themes and places, by language; call it again when staff change them."""
        self._names = {language: names_of(named) for language, named in territory.items()}

    async def close(self) -> None:
        """Close every connection."""
        await self._api.close()

    def _with_names(self, understood: Understanding, text: str, language: str) -> Understanding:
        """Add what is found here, and keep of Rasa's entities those that meet none of these."""
        found = find_entities(text, self._names.get(language) or names_of(Territory()), language)
        others = (e for e in understood.entities if all(e.end <= o.start or e.start >= o.end for o in found))
        entities = tuple(sorted((*found, *others), key=lambda entity: entity.start))
        return Understanding(understood.guesses, entities)

    async def _ask(self, asked: Asked, seconds: float) -> Understanding:
        answer = await self._api.parse(asked.text, seconds)
        try:
            return read(answer, asked)
        except ValueError as fault:
            raise BackendUnavailable(NAME, "not Rasa") from fault
