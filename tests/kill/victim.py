"""What is killed? A service whose store and provider end the process at one chosen step, from outside the product."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from bot.channels.message import OutboundMessage
from bot.channels.sending import Refused, Taken
from storage.database import Database
from storage.unit import Unit

T = TypeVar("T")

Kind = Literal["transact", "send"]
Side = Literal["before", "after"]


@dataclass(slots=True)
class Death:
    """Ends this process, as `kill -9` does, at the n-th step of a kind."""

    kind: Kind
    side: Side
    n: int
    met: int = 0
    #: nothing is counted while the service starts
    armed: bool = False

    def enter(self, kind: Kind) -> None:
        """Count a step that begins."""
        if self.armed and kind == self.kind:
            self.met += 1
            self._die("before")

    def leave(self, kind: Kind) -> None:
        """Note that a step is over."""
        if self.armed and kind == self.kind:
            self._die("after")

    def _die(self, side: Side) -> None:
        if side == self.side and self.met == self.n:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(slots=True)
class Mortal:
    """A store on which the process may die before or after a transaction."""

    database: Database
    death: Death

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one transaction, if the process lives."""
        self.death.enter("transact")
        done = await self.database.transact(work)
        self.death.leave("transact")
        return done

    async def execute(self, work: Callable[[Unit], T]) -> T:
        """Run one statement, if the process lives."""
        self.death.enter("transact")
        done = await self.database.execute(work)
        self.death.leave("transact")
        return done

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Read."""
        return await self.database.read(work)

    async def ping(self) -> None:
        """Return when the store answers."""
        await self.database.ping()

    async def close(self) -> None:
        """Let go of the store."""
        await self.database.close()


@dataclass(slots=True)
class Provider:
    """A provider that outlives the process: one line in a file for each message it accepted."""

    accepted: Path
    death: Death

    async def send(self, outbound: OutboundMessage) -> Taken | Refused:
        """Accept the message."""
        self.death.enter("send")
        append(self.accepted, f"{outbound.address.value} {outbound.id}")
        self.death.leave("send")
        return Taken(f"accepted-{outbound.id}")


def append(path: Path, line: str) -> None:
    """Write a line that survives the death of the process."""
    with path.open("ab", buffering=0) as file:
        file.write(line.encode() + b"\n")


def lines(path: Path) -> list[str]:
    """Return the lines that were appended."""
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
