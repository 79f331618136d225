"""Does a conversation go on after a restart, on the script it began with, whatever became of the files?"""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from dialogues.loader import MESSAGES, SCRIPTS, load_phrasebook, load_scripts
from storage import models
from tests.journey.house import House
from tests.journey.ideas import TEXTS, WORDS
from tests.journey.resident import Resident

#: The photo is asked in the middle of an idea, by these lines of the shipped script.
PHOTO_STEP = (
    "  - ask: photo\n    type: photo\n    optional: true\n    adds: [solution, problem, benefit]\n"
    "    when: {channel: media}\n"
)


@pytest.fixture
async def scripts(house: House, tmp_path: Path) -> Path:
    """Give a folder of scripts that the house reads, to be changed."""
    folder = tmp_path / "scripts"
    shutil.copytree(SCRIPTS, folder)
    house.load = partial(load_scripts, folder=folder)
    await house.restart()
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Change a script on disk."""
    path = folder / f"{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


async def follow(house: House, resident: Resident) -> Resident:
    """Restart, and return the same resident at the new service."""
    await house.restart()
    return house.resident(resident.value)


@pytest.mark.parametrize("place", range(1, len(TEXTS["sms"])))
async def test_an_idea_survives_a_restart(house: House, place: int) -> None:
    resident = house.resident()
    await resident.play(*TEXTS["sms"][:place])
    resident = await follow(house, resident)
    await resident.play(*TEXTS["sms"][place:])
    (version,) = await house.rows(models.IdeaVersion)
    assert (version["solution"], version["problem"], version["benefit"]) == WORDS


async def test_what_came_in_before_is_answered_after(house: House) -> None:
    resident = house.resident()
    await resident.post("bonjour")
    resident = await follow(house, resident)
    await house.service.settle()
    assert "assistant automatique" in resident.shown[0]["text"]


async def test_what_was_written_before_leaves_after(house: House) -> None:
    resident = house.resident()
    await resident.post("bonjour")
    await house.service.worker.drain()
    resident = await follow(house, resident)
    await house.service.settle()
    assert len(resident.shown) == len(await house.rows(models.Outbound)) == len(house.phones.tries)


async def test_a_session_ends_on_its_version(house: House, scripts: Path) -> None:
    lea = house.resident("telegram-lea")
    await lea.play(*TEXTS["telegram"][:5])
    change(scripts, "idea", PHOTO_STEP, "")
    change(scripts, "idea", "      - value: photo\n        when: {channel: media}\n", "")
    change(scripts, "idea", "      photo: photo\n", "")
    lea = await follow(house, lea)
    assert house.faults == ()
    (asked,) = await lea.play("Mobilité", "passer")
    assert "photo" in asked
    await lea.play("passer", "envoyer")
    sam = house.resident("telegram-sam")
    (recap,) = await sam.play(*TEXTS["telegram"][:6], "passer")
    assert recap.startswith("Voici votre idée")
    await sam.write("envoyer")
    ends = [(row["dialogue"], row["version"], row["state"]) for row in await house.rows(models.Session)]
    mine = {version for dialogue, version, _ in ends if dialogue == "idea"}
    assert len(mine) == 2 and len(await house.rows(models.Idea)) == 2


async def test_scripts_are_read_again_while_running(house: House, scripts: Path) -> None:
    lea = house.resident("telegram-lea")
    await lea.play(*TEXTS["telegram"][:5])
    change(scripts, "idea", "    min_words: 4\n", "    min_words: 5\n")
    assert await house.service.premises.open() == ()
    await lea.play(*TEXTS["telegram"][5:])
    await house.resident("telegram-sam").play(*TEXTS["telegram"])
    answers = {row["version"] for row in await house.rows(models.Answer) if row["dialogue"] == "idea"}
    assert len(answers) == 2


async def test_a_bad_script_keeps_the_last_good_one(house: House, scripts: Path) -> None:
    lea = house.resident("telegram-lea")
    await lea.play(*TEXTS["telegram"][:3])
    change(scripts, "idea", "  - ask: problem\n    type: text\n", "  - ask: problem\n    type: txet\n")
    lea = await follow(house, lea)
    (fault,) = house.faults
    line = (scripts / "idea.yml").read_text(encoding="utf-8").splitlines().index("    type: txet") + 1
    assert str(fault).startswith(f"idea.yml:{line}:")
    await lea.play(*TEXTS["telegram"][3:])
    await house.resident("telegram-sam").play(*TEXTS["telegram"])
    assert len(await house.rows(models.Idea)) == 2


@pytest.mark.parametrize("text", ["steps: [", "\x00", "", "dialogue: idea\nsteps: 3\n"])
async def test_whatever_a_script_holds_talk_goes_on(house: House, scripts: Path, text: str) -> None:
    (scripts / "idea.yml").write_text(text, encoding="utf-8")
    await house.restart()
    assert [fault.file for fault in house.faults] == ["idea.yml"] and house.faults[0].line >= 1
    await house.resident().play(*TEXTS["sms"])
    assert len(await house.rows(models.Idea)) == 1


def reworded(house: House, folder: Path) -> Path:
    """Copy the sentences of the service, which are read again from the copy; return the French ones."""
    shutil.copytree(MESSAGES, folder)
    house.service.premises.read = partial(load_phrasebook, folder)
    house.service.premises.load = load_scripts
    return folder / "fr.yml"


async def test_sentences_are_read_again(house: House, tmp_path: Path) -> None:
    french = reworded(house, tmp_path / "messages")
    asked = house.service.premises.room.phrasebook.say("engine.thanks", "fr")
    assert asked in french.read_text(encoding="utf-8")
    french.write_text(french.read_text(encoding="utf-8").replace(asked, "Dites tout."), encoding="utf-8")
    assert await house.service.premises.reload() == []
    assert house.service.premises.room.say("engine.thanks", "fr") == "Dites tout."
    assert house.service.premises.room.town.phrasebook is house.service.premises.room.phrasebook


async def test_bad_sentences_change_none(house: House, tmp_path: Path) -> None:
    french = reworded(house, tmp_path / "messages")
    before = house.service.premises.room.phrasebook
    french.write_text("help: [", encoding="utf-8")
    (fault,) = await house.service.premises.reload()
    assert fault.file == "fr.yml" and house.service.premises.room.phrasebook is before
    assert await house.resident().write("Bonjour")
