"""Are many texts understood in time, and is a server that does not answer told at once?"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.nlu.errors import BackendUnavailable
from bot.nlu.rasa.api import AT_ONCE, RasaApi
from bot.nlu.rasa.backend import RasaBackend
from bot.nlu.territory_data import Named, Territory
from bot.nlu.understanding import Guess, Understanding
from tests.unit.nlu.rasa.double import SECRET, Double, ranking, served

#: seconds; long enough for a double on a slow machine
LONG = 10.0


async def ask(double: Double, texts: Sequence[str], patience: float = LONG) -> Sequence[Understanding]:
    async with served(double) as api:
        return await RasaBackend(api, ["fr"], patience=patience).understand(texts, "fr")


async def test_texts_are_understood_in_their_order() -> None:
    double = Double()
    understood = await ask(double, ["un", "", "/deux", "trois"])
    assert [one.guesses for one in understood] == [(Guess("greet", 0.9),), (), *[(Guess("greet", 0.9),)] * 2]
    assert sorted(double.texts) == ["deux", "trois", "un"]


async def test_an_unknown_language_asks_nothing() -> None:
    double = Double()
    async with served(double) as api:
        assert await RasaBackend(api, ["fr"]).understand(["hej", ""], "sv") == [Understanding()] * 2
    assert double.texts == []


async def test_no_more_than_eight_are_asked_at_once() -> None:
    double = Double()
    await ask(double, ["bonjour"] * 60)
    assert double.most_at_once <= AT_ONCE


@pytest.mark.parametrize(
    ("double", "cause"),
    [
        (Double(status=500), "500"),
        (Double(status=301), "301"),
        (Double(answer={"hello": "I am a proxy"}), "not Rasa"),
        (Double(answer=ranking("greet", "high")), "not Rasa"),
    ],
)
async def test_a_bad_answer_is_no_answer(double: Double, cause: str) -> None:
    with pytest.raises(BackendUnavailable) as caught:
        await ask(double, ["bonjour", "merci"])
    assert caught.value.cause == cause


async def test_a_wrong_secret_is_told() -> None:
    async with served(Double(), secret=SECRET[::-1]) as api:
        with pytest.raises(BackendUnavailable, match="401"):
            await RasaBackend(api, ["fr"], patience=LONG).understand(["bonjour"], "fr")


async def test_a_frozen_server_is_left_in_time() -> None:
    async with asyncio.timeout(LONG):
        with pytest.raises(BackendUnavailable) as caught:
            await ask(Double(frozen=asyncio.Event()), ["bonjour"] * 20, patience=0.05)
    assert caught.value.cause == "timeout"


async def test_nobody_there_is_told_at_once() -> None:
    api = RasaApi("http://127.0.0.1:9", SECRET)
    try:
        with pytest.raises(BackendUnavailable) as caught:
            await RasaBackend(api, ["fr"], patience=LONG).understand(["bonjour"], "fr")
    finally:
        await api.close()
    assert caught.value.cause == "ClientConnectorError"


async def test_half_an_answer_is_no_answer() -> None:
    async def cut(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"intent'
        )
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(cut, "127.0.0.1", 0) as server:
        api = RasaApi(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", SECRET)
        try:
            with pytest.raises(BackendUnavailable, match="Payload"):
                await RasaBackend(api, ["fr"], patience=LONG).understand(["bonjour"], "fr")
        finally:
            await api.close()


async def test_what_is_named_is_found_here_too() -> None:
    found = [{"entity": "place", "start": 14, "end": 20, "value": "gare-nord"}]
    found.append({"entity": "theme", "start": 3, "end": 8, "value": "bicycle"})
    town = {"fr": Territory(themes=(Named("mobilite", ("vélo",)),))}
    async with served(Double(answer=ranking("propose_idea", 0.9, entities=found))) as api:
        backend = RasaBackend(api, ["fr"], town, LONG)
        (understood,) = await backend.understand(["un vélos à la gare N lundi"], "fr")
    assert [(e.kind, e.value) for e in understood.entities] == [
        ("theme", "mobilite"),
        ("place", "gare-nord"),
        ("date", "lundi"),
    ]
