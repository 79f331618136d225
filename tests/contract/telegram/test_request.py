"""Does python-telegram-bot find in our transport all that it expects of one?"""

from __future__ import annotations

import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut

from bot.channels.telegram.api import build_bot, call, close_bot
from tests.contract.telegram.double import TOKEN, Answer, Double


async def test_the_library_meets_its_bot(double: Double, bot: Bot) -> None:
    async with bot:
        assert bot.username == "exemple_bot"


async def test_a_call_takes_and_gives_plain_values(double: Double, bot: Bot) -> None:
    found = await call(bot, "getWebhookInfo", {})
    assert found == {"has_custom_certificate": False, "pending_update_count": 0, "url": ""}


async def test_what_is_none_is_left_out(double: Double, bot: Bot) -> None:
    await call(bot, "sendMessage", {"chat_id": 1, "text": "Là", "reply_markup": None})
    [sent] = double.calls
    assert sent.params == {"chat_id": 1, "text": "Là"}


async def test_files_go_as_a_form(double: Double, bot: Bot) -> None:
    photo = InputFile(b"\xff\xd8 a photo", filename="trou.jpg", attach=False)
    markup = {"remove_keyboard": True}
    params = {"chat_id": 1, "caption": "Là", "photo": photo, "reply_markup": markup}
    await bot.do_api_request("send_Photo", params)
    [sent] = double.calls
    assert sent.params == {"chat_id": "1", "caption": "Là", "reply_markup": '{"remove_keyboard": true}'}
    assert sent.files == {"photo": ("trou.jpg", b"\xff\xd8 a photo")}


async def test_an_answer_is_waited_for_as_long_as_asked(double: Double, bot: Bot) -> None:
    double.plan("getMe", Answer(silent=True))
    with pytest.raises(TimedOut):
        await call(bot, "getMe", {}, wait=0.02)


async def test_connections_open_again_after_a_close(double: Double, bot: Bot) -> None:
    await call(bot, "getMe", {})
    await close_bot(bot)
    await close_bot(bot)
    await call(bot, "getMe", {})
    assert len(double.calls) == 2


async def test_no_error_holds_the_token() -> None:
    bot = build_bot(TOKEN, "http://not a host")
    with pytest.raises(NetworkError) as raised:
        await call(bot, "getMe", {})
    await close_bot(bot)
    error: BaseException | None = raised.value
    while error is not None:
        assert TOKEN not in repr(error)
        error = error.__cause__
