"""Is there something to learn from the town's ideas, and is it learnt when there is?"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.room import Room
from bot.conversation.themes import FEWEST, ThemeLessons, learn_apart
from bot.conversation.town import Town
from bot.nlu.linear.model import LinearModel
from bot.nlu.linear.training import learn
from dialogues.definition import Library
from dialogues.loader import load_phrasebook
from storage.database import Database
from storage.ideas import Words
from storage.territory import Theme
from storage.unit import Unit
from tests.contract.test_ideas import idea
from tests.contract.universe import NOW

SAID: Mapping[str, str] = {"velo": "des arceaux devant la gare", "nature": "un hôtel à insectes"}


class School:
    """Learns here, and remembers from what."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.taught = error, list[tuple[Sequence[str], Sequence[str]]]()

    async def learn(self, texts: Sequence[str], labels: Sequence[str]) -> LinearModel:
        self.taught.append((texts, labels))
        if self.error:
            raise self.error
        return learn(texts, labels)


def room() -> Room:
    phrasebook = load_phrasebook(languages=("fr",))
    themes = tuple(Theme(slug, {}, (f"mot{slug}",)) for slug in (*SAID, "vide"))
    town = Town("Saint-Exemple", "", ZoneInfo("Europe/Paris"), ("fr",), phrasebook, themes=themes)
    return Room(Library({}), phrasebook, town, {}, lambda *_: "")


async def propose(database: Database, themes: Sequence[str], first: int = 1) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        for number, theme in zip(count(first), themes, strict=False):
            words = Words("Une idée", SAID.get(theme, "autre chose"), "", "", NOW)
            unit.ideas.add([replace(idea(number, who), words=words, theme=theme)])

    await database.transact(work)


async def test_few_ideas_teach_nothing(database: Database) -> None:
    school, here = School(), room()
    await propose(database, ["velo", "nature"] * (FEWEST // 2 - 1))
    assert not await ThemeLessons(database, lambda: here, school.learn).do_round()
    assert school.taught == [] and here.learnt.themes is None


async def test_ideas_and_keywords_are_learnt_from(database: Database) -> None:
    school, here = School(), room()
    lessons = ThemeLessons(database, lambda: here, school.learn)
    await propose(database, [*["velo", "nature"] * (FEWEST // 2), "retired", "retired"])
    assert await lessons.do_round()
    ((texts, labels),) = school.taught
    assert len(texts) == FEWEST + 2 and set(labels) == set(SAID) and "motvelo" in texts
    assert here.learnt.themes is not None
    assert here.learnt.themes.rank("des insectes")[0].label == "nature"


async def test_it_is_learnt_anew_when_there_are_many_more(database: Database) -> None:
    school, here = School(), room()
    lessons = ThemeLessons(database, lambda: here, school.learn)
    await propose(database, ["velo", "nature"] * (FEWEST // 2))
    assert [await lessons.do_round(), await lessons.do_round()] == [True, False]
    await propose(database, ["velo"] * (FEWEST // 10), first=FEWEST + 1)
    assert await lessons.do_round()


@pytest.mark.parametrize("error", [OSError("no memory"), ValueError("failed"), TimeoutError()])
async def test_a_failed_lesson_harms_nothing(database: Database, error: Exception) -> None:
    here = room()
    lessons = ThemeLessons(database, lambda: here, School(error).learn)
    await propose(database, ["velo", "nature"] * (FEWEST // 2))
    assert not await lessons.do_round() and here.learnt.themes is None


async def test_lessons_end_when_told(database: Database) -> None:
    stopping = asyncio.Event()
    running = asyncio.create_task(ThemeLessons(database, room, School().learn).run(stopping))
    stopping.set()
    await asyncio.wait_for(running, 10)


async def test_a_child_learns_and_its_failure_is_told() -> None:
    model = await learn_apart(["des arceaux", "des insectes"], ["velo", "nature"])
    assert model.rank("un insecte")[0].label == "nature"
    with pytest.raises(ValueError, match="failed"):
        await learn_apart(["un seul"], ["velo"])
