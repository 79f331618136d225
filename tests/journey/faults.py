"""How does a test break one thing at a time? A store that is away, a dialogue that raises, a row that is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import text

from dialogues.definition import Step
from storage.database import Database
from storage.errors import Unavailable
from storage.unit import Unit
from tests.journey.house import House

T = TypeVar("T")


class Broken(Exception):
    """What a script that nobody tried might raise."""


@dataclass(slots=True)
class Fuse:
    """How often something is still to fail."""

    left: int

    def burn(self) -> None:
        """Raise Broken, as long as some of the fuse is left."""
        if self.left > 0:
            self.left -= 1
            raise Broken


class Steps(tuple[Step, ...]):
    """The steps of a dialogue that fails when it is entered; only the engine looks at them."""

    fuse: Fuse

    def __getitem__(self, place: Any) -> Any:
        self.fuse.burn()
        return super().__getitem__(place)


def break_dialogue(house: House, name: str, times: int = 1_000) -> None:
    """Let the turns that enter a dialogue fail, through the premises that every turn is taken in."""
    room = house.service.premises.room
    found = room.library.latest[name]
    steps = Steps(found.steps)
    steps.fuse = Fuse(times)
    latest = {**room.library.latest, name: replace(found, steps=steps)}
    house.service.premises.room = replace(room, library=replace(room.library, latest=latest))


@dataclass(slots=True)
class Away:
    """A store that does not answer so many times, after some calls that it took."""

    database: Database
    times: int
    after: int = 0
    calls: int = 0

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """Run the work, once the store is back."""
        self.calls += 1
        await self.ping()
        return await self.database.transact(work)

    async def execute(self, work: Callable[[Unit], T]) -> T:
        """Run the statement, once the store is back."""
        self.calls += 1
        await self.ping()
        return await self.database.execute(work)

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Read, whatever else is away."""
        return await self.database.read(work)

    async def ping(self) -> None:
        """Raise Unavailable while the store is away."""
        if self.after < self.calls <= self.after + self.times:
            raise Unavailable("a test")

    async def close(self) -> None:
        """Close nothing: the store is another's."""


async def refuse_answers(house: House, word: str) -> None:
    """Let the store itself refuse every answer that holds this word."""

    def forbid(unit: Unit) -> None:
        unit.connection.execute(text(TRAPS[unit.connection.dialect.name].replace("WORD", word)))

    await house.service.database.transact(forbid)


async def accept_answers(house: House) -> None:
    """Take the trap away: a PostgreSQL of the tests serves many of them."""

    def allow(unit: Unit) -> None:
        unit.connection.execute(text(RELEASES[unit.connection.dialect.name]))

    await house.service.database.transact(allow)


TRAPS = {
    "sqlite": "CREATE TRIGGER refuse_answers BEFORE INSERT ON answers WHEN NEW.text LIKE '%WORD%'"
    " BEGIN SELECT RAISE(ABORT, 'refused by a test'); END",
    "postgresql": "ALTER TABLE answers ADD CONSTRAINT refuse_answers CHECK (text NOT LIKE '%WORD%')",
}
RELEASES = {
    "sqlite": "DROP TRIGGER refuse_answers",
    "postgresql": "ALTER TABLE answers DROP CONSTRAINT refuse_answers",
}
