"""Does a Telegram photo come, and why not when it does not?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from telegram import Bot

from bot.channels.download import Download
from bot.channels.fetching import LARGEST, Unfetched
from bot.channels.telegram.files import TelegramFiles
from tests.contract.telegram.double import Answer, Double, refusal


@pytest.fixture
async def files(bot: Bot) -> AsyncIterator[TelegramFiles]:
    download = Download(timeout=2.0, largest=1000)
    yield TelegramFiles(bot, download)
    await download.close()


def found(**fields: Any) -> Answer:
    result = {"file_id": "a", "file_unique_id": "u", **fields}
    return Answer(200, orjson.dumps({"ok": True, "result": result}))


async def test_a_photo_comes(files: TelegramFiles, double: Double) -> None:
    double.files["AgAC_1-x"] = b"pixels"
    assert await files.fetch("telegram:AgAC_1-x") == b"pixels"


@pytest.mark.parametrize(("answer", "code", "retryable"), [
    (found(file_path="photos/a", file_size=LARGEST + 1), "size", False),
    (found(file_path="photos/huge"), "size", False),
    (found(file_path="photos/none"), "gone", False),
    (found(), "address", False),
    (found(file_path="/var/lib/telegram/photos/a"), "address", False),
    (found(file_path="../bot/getMe"), "address", False),
    (found(file_path="photos/../../x"), "address", False),
    (refusal(400, "Bad Request: file is too big"), "size", False),
    (refusal(400, "Bad Request: invalid file_id"), "400", False),
    (refusal(500, "Internal Server Error"), "network", True),
])  # fmt: skip
async def test_why_a_file_does_not_come(
    files: TelegramFiles, double: Double, answer: Answer, code: str, retryable: bool
) -> None:
    double.files["huge"] = b"x" * 1001
    double.plan("getFile", answer)
    assert await files.fetch("telegram:a") == Unfetched(retryable, code)


@pytest.mark.parametrize("reference", ["twilio:https://api.twilio.com/x", "a", ""])
async def test_only_telegrams_names_are_asked(files: TelegramFiles, double: Double, reference: str) -> None:
    assert await files.fetch(reference) == Unfetched(False, "address")
    assert double.calls == []
