"""Is a resident understood while Rasa dies in mid-conversation, by the embedded classifier, and by Rasa when it is back?"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.conversation.understanding import Ear, Unheard
from bot.nlu.breaker import PAUSE, Breaker
from bot.nlu.embedded.backend import EmbeddedBackend
from bot.nlu.fallback import FallbackBackend
from bot.nlu.rasa.api import RasaApi
from bot.nlu.rasa.backend import PATIENCE, RasaBackend
from bot.nlu.rasa.models import Models
from bot.nlu.rasa.server import RasaServer
from tests.journey.house import House
from tests.journey.reading import read_once
from tests.rasaserver.conftest import SECRET

pytestmark = [pytest.mark.proof, pytest.mark.asyncio(loop_scope="session")]

#: seconds that the whole journey of one message may take beside the patience with Rasa: this machine may be busy
SLACK = 2.0


@dataclass(slots=True)
class Clock:
    """A clock that a test moves."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(slots=True, repr=False)
class Scene:
    """The demo town with the real back ends, and who read how many texts."""

    house: House
    clock: Clock = field(default_factory=Clock)
    read: Counter[str] = field(default_factory=Counter)

    async def open(self, server: RasaServer) -> None:
        """Open the house, and have it understand as `open_ear` does, on the test's clock."""
        await self.house.open()
        embedded = EmbeddedBackend(self.house.folder, ("fr",))
        await embedded.prepare()
        assert embedded.ready == {"fr"}
        rasa = RasaBackend(RasaApi(server.url, SECRET), ("fr",))
        first = FallbackBackend(rasa, Unheard(embedded.name), Breaker(self.clock), lambda name, texts: None)
        ear = Ear(embedded, first, (rasa,), lambda name, texts: self.read.update({name: texts}))
        premises = self.house.service.premises
        premises.room = replace(premises.room, ear=ear)


@pytest_asyncio.fixture(loop_scope="session")
async def scene(server: RasaServer, sqlite_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    """Give the town, understood by a Rasa that lives."""
    with read_once():
        scene = Scene(House(sqlite_url, tmp_path / "data"))
        await scene.open(server)
        yield scene
        await scene.house.service.close()


async def test_rasa_dies_between_two_messages(scene: Scene, server: RasaServer, models: Models) -> None:
    lea = scene.house.resident()
    assert "1/3" in (await lea.write("jveux proposer 1 truc pour les velos"))[-1]
    assert scene.read == {"rasa": 1}
    await lea.play("des arceaux devant l'école", "on ne sait pas où les mettre", "les parents viendront")

    # frozen: the time limit passes, once, and the words are read all the same
    assert server.pid is not None
    os.kill(server.pid, signal.SIGSTOP)
    noe, began = scene.house.resident("sms-noe"), time.monotonic()
    assert "1/3" in (await noe.write("j'aimerais proposer une idée pour le marché"))[-1]
    assert time.monotonic() - began < PATIENCE + SLACK
    assert scene.read == {"rasa": 1, "embedded": 1}

    # dead, under both conversations: the idea begun before is recorded whole, the other goes on
    os.kill(server.pid, signal.SIGKILL)
    assert "merci" in (await lea.play("ok"))[-1].lower()
    assert "2/3" in (await noe.write("un marché le mercredi soir"))[-1]
    for number in range(3):
        await scene.house.resident(f"sms-{number}").write("je voudrais proposer quelque chose pour le square")
    assert scene.read["embedded"] == 4 and scene.read["rasa"] == 1

    # back: asked again once the pause is over, and not before
    await server.watch()
    await server.stop()
    await server.start(models.need_current())
    await scene.house.resident("sms-4").write("je voudrais proposer quelque chose pour le square")
    assert scene.read == {"rasa": 1, "embedded": 5}
    scene.clock.now += PAUSE + 1
    await scene.house.resident("sms-5").write("je voudrais proposer quelque chose pour le square")
    assert scene.read == {"rasa": 2, "embedded": 5}
