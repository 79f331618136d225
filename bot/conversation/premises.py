"""What is the room that turns are taken in, now? Read at start, and again when scripts, sentences or the town change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.conversation.library import publish
from bot.conversation.room import Room
from bot.conversation.town import read_town
from dialogues.errors import BadScript
from dialogues.loader import Loaded, load_phrasebook, load_scripts
from dialogues.phrasebook import Phrasebook
from storage.database import Database
from storage.unit import Unit

#: Reads the scripts with the sentences of a phrasebook
Load = Callable[[Phrasebook], Loaded]

#: Reads the sentences in these languages. Raises BadScript
Read = Callable[[Sequence[str]], Phrasebook]


def _read(languages: Sequence[str]) -> Phrasebook:
    return load_phrasebook(languages=languages)


@dataclass(slots=True)
class Premises:
    """Holds the room; `open` builds it from what is shipped and what is stored."""

    database: Database
    room: Room
    load: Load = load_scripts
    read: Read = _read

    async def open(self) -> Sequence[BadScript]:
        """Read scripts, versions in use and the town; return the faults of scripts that keep their last version."""
        loaded = self.load(self.room.phrasebook)

        def read(unit: Unit) -> Room:
            library = publish(unit, loaded, self.room.phrasebook, datetime.now(UTC))
            return replace(self.room, library=library, town=read_town(unit, self.room.town))

        self.room = await self.database.transact(read)
        return loaded.faults

    async def reload(self) -> Sequence[BadScript]:
        """Read the sentences again, then all that `open` reads; with a faulty file the sentences stay as they were.

        Sessions that have begun finish on theirs: a version is stored with its sentences.
        """
        faults: list[BadScript] = []
        try:
            phrasebook = self.read(self.room.languages)
        except BadScript as fault:
            faults.append(fault)
        else:
            town = replace(self.room.town, phrasebook=phrasebook, constant={}, told={})
            self.room = replace(self.room, phrasebook=phrasebook, town=town)
        return [*faults, *await self.open()]

    def current(self) -> Room:
        """Return the room as it is now."""
        return self.room
