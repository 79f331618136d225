"""Does a real Rasa understand residents, take another model without a gap, and leave in time when it dies?"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest
from aiohttp import ClientSession

from bot.nlu.breaker import Breaker
from bot.nlu.evaluation.evaluation import evaluate, read_held_out
from bot.nlu.fallback import FallbackBackend
from bot.nlu.intents import INTENTS
from bot.nlu.rasa.api import NAME, RasaApi
from bot.nlu.rasa.backend import PATIENCE, UNHURRIED, RasaBackend
from bot.nlu.rasa.models import Models
from bot.nlu.rasa.server import RasaServer
from bot.nlu.thresholds import THRESHOLDS
from bot.nlu.understanding import Understanding
from tests.rasaserver.conftest import SECRET, TOWN
from tests.unit.nlu.test_breaker import Clock
from tests.unit.nlu.test_fallback import Scripted

pytestmark = [pytest.mark.proof, pytest.mark.asyncio(loop_scope="session")]

#: What people and their phones send, and what would choose its own intent or stop the server.
STRANGE = (
    "", " ", "\n\t", "/", "/erase_data", '/erase_data{"a": 1}', " /restart", "👍", "👨‍👩‍👧‍👦", "\ud83d", "\x00", "0",
    "null", "{}", "[a](b)", "é" * 10_000, "velo " * 2_000, "نعم", "١٢٣", "'; DROP TABLE x; --", "a\u202eb", "…",
)  # fmt: skip
#: what was asked for: of what is out of scope, of what is in it, of natural opt-outs
FRENCH = {"caught": 0.85, "kept": 0.95, "heard": 0.98}
#: least accuracy on held-out sentences; 0.92 of French is what was asked for, the others keep what they have
LEAST = {"fr": 0.92, "en": 0.85, "es": 0.85}


def backend(server: RasaServer, patience: float = UNHURRIED) -> RasaBackend:
    return RasaBackend(RasaApi(server.url, SECRET, patience), ["fr", "en", "es"], {"fr": TOWN}, patience)


async def ask(one: RasaBackend | FallbackBackend, *texts: str) -> Sequence[Understanding]:
    return await one.understand(texts, "fr")


@pytest.mark.parametrize("language", LEAST)
async def test_residents_are_understood(server: RasaServer, language: str) -> None:
    rasa = backend(server)
    try:
        done = await evaluate(rasa, read_held_out(language), THRESHOLDS[NAME])
    finally:
        await rasa.close()
    assert done.accuracy >= LEAST[language]
    if language == "fr":
        heard = {"caught": done.scope.caught, "kept": 1 - done.scope.refused, "heard": done.wishes.recall}
        assert {name: share for name, share in heard.items() if share < FRENCH[name]} == {}
        assert not (done.traps.ruled or done.traps.acted)


async def test_every_intent_has_its_confidence(server: RasaServer) -> None:
    rasa = backend(server)
    try:
        (understood,) = await ask(rasa, "où en est mon idée MOBI-BE4D pour Saint Paul")
    finally:
        await rasa.close()
    assert understood.guesses[0].intent == "follow_idea"
    assert sorted(guess.intent for guess in understood.guesses) == sorted(INTENTS)
    assert sum(guess.confidence for guess in understood.guesses) == pytest.approx(1, abs=0.01)
    assert ("place", "saint-paul") in [(entity.kind, entity.value) for entity in understood.entities]


async def test_strange_texts_stop_nothing(server: RasaServer) -> None:
    rasa = backend(server)
    try:
        understood = await ask(rasa, *STRANGE)
        (slash,) = await ask(rasa, "/erase_data")
    finally:
        await rasa.close()
    assert [bool(one.guesses) for one in understood[:4]] == [False] * 4
    assert slash.guesses[0].confidence < 1


async def test_nobody_else_is_answered(server: RasaServer) -> None:
    async with ClientSession() as stranger:
        body = {"text": "bonjour", "sender": "me", "message": "bonjour"}
        parse = await stranger.post(f"{server.url}/model/parse", json=body)
        channel = await stranger.post(f"{server.url}/webhooks/rest/webhook", json=body)
    assert (parse.status, channel.status) == (401, 404)


async def test_secrets_show_in_no_list_of_processes(server: RasaServer) -> None:
    assert server.pid is not None
    process = psutil.Process(server.pid)
    shown = " ".join([*process.cmdline(), *process.environ().values()])
    assert SECRET not in shown
    assert {connection.laddr.ip for connection in process.net_connections()} == {"127.0.0.1"}


async def test_a_model_is_swapped_without_a_gap(server: RasaServer, models: Models) -> None:
    """While a model is loaded Rasa may be silent for a moment; residents are answered all the while."""
    other = models.folder / "nlu-other.tar.gz"
    shutil.copy(models.need_current(), other)
    api = RasaApi(server.url, SECRET)
    spare, who = Scripted("spare"), Counter[str]()
    both = FallbackBackend(
        backend(server, PATIENCE), spare, Breaker(Clock()), lambda name, _: who.update([name])
    )
    try:
        loading = asyncio.create_task(api.load(other))
        while not loading.done():
            (understood,) = await ask(both, "bonjour")
            assert understood.guesses
            # the spare one answers without a pause
            await asyncio.sleep(0)
        await loading
        assert who.total()
        assert await api.model() == other.name
        await api.load(models.need_current())
    finally:
        await both.close()
        await api.close()


async def test_the_spare_one_takes_over_and_gives_back(
    rasa_python: Path, models: Models, server: RasaServer
) -> None:
    clock, spare = Clock(), Scripted("spare")
    both = FallbackBackend(backend(server, PATIENCE * 5), spare, Breaker(clock), lambda _name, _texts: None)
    try:
        (before,) = await ask(both, "bonjour")
        assert len(before.guesses) == len(INTENTS)
        assert server.pid is not None
        os.kill(server.pid, signal.SIGSTOP)
        began = time.monotonic()
        (frozen,) = await ask(both, "bonjour")
        assert frozen.guesses[0].intent == "spare"
        assert time.monotonic() - began < PATIENCE * 5 + 1
        os.kill(server.pid, signal.SIGKILL)
        for _ in range(5):
            (dead,) = await ask(both, "bonjour")
            assert dead.guesses[0].intent == "spare"
        await server.watch()
        await server.stop()
        await server.start(models.need_current())
        clock.now += 60
        (after,) = await ask(both, "bonjour")
        assert len(after.guesses) == len(INTENTS)
    finally:
        await both.close()
