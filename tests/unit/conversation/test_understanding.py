"""Is a text read by whoever should, in its language, and does the ear end when it is told to?"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.conversation.town import Town
from bot.conversation.understanding import Ear, Question, Unheard
from bot.nlu.fallback import FallbackBackend
from bot.nlu.territory_data import Territory
from bot.nlu.thresholds import THRESHOLDS
from bot.nlu.understanding import Guess, Understanding
from dialogues.phrasebook import Phrasebook
from storage.territory import Theme


class Asked:
    """Answers with the language that it was asked in; German it does not know, and Spanish it fails at."""

    name = "rasa"

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.learnt: list[Mapping[str, Territory]] = []
        self.preparing = asyncio.Event()
        self.cancelled = False

    def learn_names(self, territory: Mapping[str, Territory]) -> None:
        self.learnt.append(territory)

    def read(self, text: str, language: str) -> Understanding:
        return Understanding((Guess(language, 1.0),))

    async def understand(self, texts: Sequence[str], language: str) -> Sequence[Understanding]:
        self.texts.setdefault(language, []).extend(texts)
        if language == "es":
            raise OSError
        return [self.read(text, language) if language != "de" else Understanding() for text in texts]

    async def prepare(self) -> None:
        self.preparing.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise

    async def close(self) -> None:
        """Hold nothing."""


async def test_each_language_is_asked_for_itself() -> None:
    first, counted = Asked(), []
    ear = Ear(Asked(), first, count=lambda name, texts: counted.append((name, texts)))
    texts = enumerate([("un", "fr"), ("one", "en"), ("eins", "de"), ("uno", "es"), ("deux", "fr")])
    heard = await ear.ask([Question(n, text, language) for n, (text, language) in texts])
    assert first.texts == {"fr": ["un", "deux"], "en": ["one"], "de": ["eins"], "es": ["uno"]}
    assert {n: one.understanding.guesses[0].intent for n, one in heard.items()} == {0: "fr", 1: "en", 4: "fr"}
    assert sorted(counted) == [("rasa", 0), ("rasa", 1), ("rasa", 2)]


async def test_each_back_end_has_its_thresholds() -> None:
    assert Ear(Asked()).read("un", "fr").thresholds is THRESHOLDS["rasa"]


async def test_learning_is_given_up_when_told_to_stop() -> None:
    reader, stopping = Asked(), asyncio.Event()
    running = asyncio.create_task(Ear(reader).run(stopping))
    await reader.preparing.wait()
    stopping.set()
    await asyncio.wait_for(running, 5)
    assert reader.cancelled


async def test_first_turns_wait_for_the_reader() -> None:
    reader, stopping = Asked(), asyncio.Event()
    ear = Ear(reader)
    running = asyncio.create_task(ear.run(stopping))
    waiting = asyncio.create_task(ear.ready(5))
    await reader.preparing.wait()
    assert not waiting.done()
    stopping.set()
    await asyncio.wait_for(asyncio.gather(running, waiting), 5)


async def test_turns_do_not_wait_for_ever() -> None:
    await Ear(Asked()).ready(0)


async def test_names_are_learnt_when_they_change() -> None:
    reader, first = Asked(), Asked()
    ear = Ear(reader, first, (first,))
    book = Phrasebook({"fr": {}})
    theme = Theme("nature", {"fr": "Nature"}, ("arbres",))
    town = Town("Ville", "", ZoneInfo("Europe/Paris"), ("fr",), book, themes=(theme,))
    for _ in range(3):
        ear.attend(town)
    assert len(reader.learnt) == len(first.learnt) == 1
    assert reader.learnt[0]["fr"].themes[0].names == ("Nature", "arbres")


async def test_what_nobody_heard_is_left_to_the_reader() -> None:
    class Shut:
        def allows(self) -> bool:
            return False

    usual = FallbackBackend(Asked(), Unheard("embedded"), Shut(), lambda name, texts: None)  # type: ignore[arg-type]
    assert await Ear(Asked(), usual).ask([Question(1, "un", "fr")]) == {}
