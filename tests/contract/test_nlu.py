"""What does every back end keep to, whatever it is made of?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from bot.nlu.embedded.backend import EmbeddedBackend
from bot.nlu.intents import INTENTS
from bot.nlu.territory_data import Named, Territory
from bot.nlu.understanding import Backend

Open = Callable[[Path], Coroutine[Any, Any, Backend]]

#: Texts that must do no harm.
STRANGE = (
    "", " ", "\n\t", "😀🎉", "\x00", "\u200b\u202e", "/erase_data", '/erase_data{"a": 1}', "a" * 10_000, "é " * 5_000,
    "' OR 1=1 --", "<b>", "%s %d {0}", "\ud83d", "١٢٣", "مرحبا", "[x](theme)",
)  # fmt: skip


async def open_embedded(folder: Path) -> Backend:
    """Return the embedded one, taught from the repository's own data."""
    names = Territory(places=(Named("gare", ("la gare", "gare")),))
    backend = EmbeddedBackend(folder, ("fr", "en"), {"fr": names, "en": names})
    await backend.prepare()
    return backend


#: Every back end that is there.
BACKENDS: dict[str, Open] = {"embedded": open_embedded}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder in which each language is learnt once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(params=list(BACKENDS))
async def backend(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Backend]:
    """Give an open back end."""
    opened = await BACKENDS[request.param](folder)
    yield opened
    await opened.close()


async def test_plain_wishes_are_understood(backend: Backend) -> None:
    texts = [
        "jveux proposer 1 truc pour les velos", "c koi ce numéro", "ne m'envoyez plus rien svp",
        "où en est mon idée", "stop aux pesticides dans les parcs",
    ]  # fmt: skip
    understood = await backend.understand(texts, "fr")
    assert [u.guesses[0].intent for u in understood] == [
        "propose_idea", "who_are_you", "unsubscribe", "follow_idea", "propose_idea",
    ]  # fmt: skip


async def test_other_languages_are_understood(backend: Backend) -> None:
    (understood,) = await backend.understand(["i want to propose an idea"], "en")
    assert understood.guesses[0].intent == "propose_idea"


async def test_all_intents_are_ranked_best_first(backend: Backend) -> None:
    (understood,) = await backend.understand(["je voudrais des arbres"], "fr")
    shares = [guess.confidence for guess in understood.guesses]
    assert shares == sorted(shares, reverse=True) and all(0 <= share <= 1.0001 for share in shares)
    assert sorted(guess.intent for guess in understood.guesses) == sorted(INTENTS)


async def test_what_is_named_is_found_where_it_stands(backend: Backend) -> None:
    text = "des bancs à la gare"
    (understood,) = await backend.understand([text], "fr")
    places = [entity for entity in understood.entities if entity.kind == "place"]
    assert [(place.value, text[place.start : place.end]) for place in places] == [("gare", "la gare")]


async def test_order_is_kept(backend: Backend) -> None:
    texts = ["bonjour", "", "merci beaucoup", "bonjour"]
    alone = [(await backend.understand([text], "fr"))[0] for text in texts]
    assert list(await backend.understand(texts, "fr")) == alone


@pytest.mark.parametrize("text", STRANGE)
async def test_strange_texts_raise_nothing(backend: Backend, text: str) -> None:
    understood = await backend.understand([text, "bonjour"], "fr")
    assert len(understood) == 2 and understood[1].guesses[0].intent == "greet"


@pytest.mark.parametrize("text", ["", "  \n", "\u200b"])
async def test_blank_texts_mean_nothing(backend: Backend, text: str) -> None:
    (understood,) = await backend.understand([text], "fr")
    assert (understood.guesses, understood.entities) == ((), ())


async def test_a_slash_commands_nothing(backend: Backend) -> None:
    (understood,) = await backend.understand(["/erase_data"], "fr")
    assert understood.guesses[0].confidence < 1


async def test_a_foreign_language_is_not_guessed(backend: Backend) -> None:
    assert [u.guesses for u in await backend.understand(["tere", "aitäh"], "et")] == [(), ()]


async def test_no_texts_give_no_answers(backend: Backend) -> None:
    assert list(await backend.understand([], "fr")) == []
