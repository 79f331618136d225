"""Does `palabre outbox` show what did not arrive without saying what or to whom, and send it again?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from bot.cli import palabre
from bot.errors import PalabreError
from dialogues.conversation import Conversation
from storage.database import open_database
from storage.migrations import upgrade
from storage.outbox import BROADCAST, Failure, Outgoing
from storage.unit import Unit

PHONES = ("+33611111111", "+33622222222", "+33633333333")
TEXT = "Votre idée est retenue"


@pytest.fixture(autouse=True)
def lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Give three lost messages: failed, of somebody who said STOP since; dead; uncertain."""
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path))
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield asyncio.run(_lose(f"sqlite:///{tmp_path / 'palabre.db'}"))
    logging.captureWarnings(False)
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


async def _lose(url: str) -> list[int]:
    await upgrade(url)
    database = open_database(url)
    ids = await database.transact(_put)
    await database.close()
    return ids


def _put(unit: Unit) -> list[int]:
    now = datetime.now(UTC)
    people = unit.participants.resolve([("sms", phone) for phone in PHONES], now)
    for phone in PHONES:
        row = Outgoing(people["sms", phone], "sms", phone, {"text": TEXT}, now, priority=BROADCAST)
        unit.outbox.add([row], now)
    claimed = unit.outbox.claim(9, now, "me", "sms")
    states = zip(claimed, ("failed", "dead"), strict=False)
    unit.outbox.fail([Failure(s.id, s.attempt, "30003", "the phone is off", state) for s, state in states])  # type: ignore[arg-type]
    unit.outbox.recover(datetime.now(UTC), ["me"])
    unit.conversations.save([Conversation(people["sms", PHONES[0]], stopped=True)], now)
    return [sending.id for sending in claimed]


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(palabre, ["outbox", *words], input=typed)


def test_all_that_is_lost_is_listed(lost: list[int]) -> None:
    lines = run("list").output.splitlines()
    assert [int(line.split()[0]) for line in lines] == lost[::-1]
    assert [line.split()[5] for line in lines] == ["uncertain", "dead", "failed"]
    assert "30003 the phone is off" in lines[1]


def test_neither_text_nor_number_is_shown() -> None:
    shown = run("list").output + run("replay", "--all", "--yes").output
    assert TEXT not in shown and not any(phone in shown for phone in PHONES)
    assert len({line.split()[4] for line in run("list").output.splitlines()}) == len(
        run("list").output.splitlines()
    )


@pytest.mark.parametrize(("flags", "states"), [
    (["--failed"], ["failed"]), (["--dead", "--uncertain"], ["uncertain", "dead"]), (["--limit", "1"], ["uncertain"]),
    (["--channel", "whatsapp"], []),
])  # fmt: skip
def test_one_sees_what_one_asked_for(flags: list[str], states: list[str]) -> None:
    lines = [line for line in run("list", *flags).output.splitlines() if not line.startswith("Nothing")]
    assert [line.split()[5] for line in lines] == states


def test_what_was_not_asked_for_is_counted(lost: list[int]) -> None:
    said = run("list", "--channel", "whatsapp").output
    assert said == "Nothing of what you asked for is lost; in all, 3 are: palabre outbox list\n"
    run("replay", "--dead", "--uncertain", "--all", "--yes")
    assert "in all, 1 are" in run("list", "--dead").output


@pytest.mark.parametrize("words", [("list",), ("replay", "--all", "--yes")])
def test_an_unknown_channel_is_refused(words: tuple[str, ...]) -> None:
    result = run(*words, "--channel", "fax")
    assert result.exit_code == 2 and "'fax' is not one of 'telegram', 'sms'" in result.output


def test_who_said_stop_hears_nothing(lost: list[int]) -> None:
    output = run("replay", *map(str, lost), "999").output
    assert output.splitlines() == [
        f"{lost[0]} stays: the person said STOP, or blocked the service.", "999 stays: there is no such message.", "2 wait again.",
    ]  # fmt: skip
    assert [line.split()[5] for line in run("list").output.splitlines()] == ["failed"]


def test_a_message_waits_once(lost: list[int]) -> None:
    run("replay", str(lost[1]))
    assert run("replay", str(lost[1])).output.splitlines() == [
        f"{lost[1]} stays: it was sent, or waits already.", "0 wait again.",
    ]  # fmt: skip


def test_all_of_a_kind_go_again() -> None:
    assert run("replay", "--all", "--uncertain", "--yes").output == "1 wait again.\n"
    assert run("replay", "--all", "--channel", "whatsapp").output == "0 wait again.\n"


def test_one_is_asked_before_many_go() -> None:
    refused = run("replay", "--all", typed="n\n")
    assert refused.exit_code == 1 and len(run("list").output.splitlines()) == 3


@pytest.mark.parametrize("words", [(), ("1", "--all")])
def test_one_says_which_messages(words: tuple[str, ...]) -> None:
    assert isinstance(run("replay", *words).exception, PalabreError)
