"""What is the room that turns are taken in, now? Read at start, and again when scripts, sentences or the town change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.conversation.library import publish
from bot.conversation.room import Room
from bot.conversation.town import read_town
from bot.participation.chosen import read_chosen
from dialogues.errors import BadScript
from dialogues.loader import Loaded, load_phrasebook, load_scripts
from dialogues.phrasebook import Phrasebook
from storage.database import Database
from storage.unit import Unit

#: Reads the scripts with the sentences of a phrasebook
Load = Callable[[Phrasebook], Loaded]

#: Reads the sentences in these languages. Raises BadScript
Read = Callable[[Sequence[str]], Phrasebook]

#: Is told of the room whenever it was read
Opened = Callable[[Room], None]


def _read(languages: Sequence[str]) -> Phrasebook:
    return load_phrasebook(languages=languages)


@dataclass(slots=True)
class Premises:
    """Holds the room; `open` builds it from what is shipped and what is stored."""

    database: Database
    room: Room
    load: Load = load_scripts
    read: Read = _read
    opened: list[Opened] = field(default_factory=list)
    #: number of the last change of the town that was read
    revision: int = 0

    async def open(self) -> Sequence[BadScript]:
        """Read scripts, versions in use and the town; return the faults of scripts that keep their last version."""
        loaded = self.load(self.room.phrasebook)

        def read(unit: Unit) -> Room:
            library = publish(unit, loaded, self.room.phrasebook, datetime.now(UTC))
            return replace(self._furnish(unit), library=library)

        self._enter(await self.database.transact(read))
        return loaded.faults

    async def refresh(self) -> None:
        """Read the town again, and what staff chose: no file."""
        self._enter(await self.database.read(self._furnish))

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

    def _furnish(self, unit: Unit) -> Room:
        # before the town: a change that lands meanwhile is then read once more, not missed
        self.revision = unit.choices.revision()
        town, chosen = read_town(unit, self.room.town), read_chosen(unit.choices.all())
        return replace(self.room, town=town, chosen=chosen)

    def _enter(self, room: Room) -> None:
        self.room = room
        for tell in self.opened:
            tell(room)

    def current(self) -> Room:
        """Return the room as it is now."""
        return self.room
