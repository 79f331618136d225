"""Does a message reach Telegram once, and does every refusal say what to do?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.sending import Refused, Taken
from bot.channels.telegram.api import build_bot, close_bot
from bot.channels.telegram.carrier import TelegramCarrier
from bot.channels.telegram.render import Telegram
from tests.contract.telegram.double import TOKEN, Answer, Double, refusal
from tests.unit.channels.messages import outbound

#: Three messages of the Bot API.
LONG = "mot " * 2500


async def test_a_message_is_sent(double: Double, carrier: TelegramCarrier) -> None:
    assert await carrier.send(outbound("D'accord _Léa_ ?", "Oui")) == Taken("1001")
    [params] = double.named("sendMessage")
    assert (params["chat_id"], params["text"]) == (3527065, "D'accord _Léa_ ?")
    assert params["reply_markup"]["inline_keyboard"] == [[{"text": "Oui", "callback_data": "oui"}]]


async def test_a_long_message_goes_in_order(double: Double, carrier: TelegramCarrier) -> None:
    assert await carrier.send(outbound(LONG, "Oui")) == Taken("1003")
    sent = double.named("sendMessage")
    assert [len(params["text"]) for params in sent] == [4095, 4095, 1807]
    assert ["reply_markup" in params for params in sent] == [False, False, True]


async def test_no_part_goes_twice(double: Double, carrier: TelegramCarrier) -> None:
    double.plan(
        "sendMessage", Answer(200, b'{"ok":true,"result":{"message_id":5}}'), refusal(502, "Bad Gateway")
    )
    refused = await carrier.send(outbound(LONG, "Oui"))
    assert isinstance(refused, Refused) and (refused.code, refused.sent) == ("network", 1)
    double.plan("sendMessage", refusal(502, "Bad Gateway"))
    again = await carrier.send(replace(outbound(LONG, "Oui"), skip=refused.sent))
    assert isinstance(again, Refused) and again.sent == 1
    assert isinstance(await carrier.send(replace(outbound(LONG, "Oui"), skip=again.sent)), Taken)
    assert ["reply_markup" in params for params in double.named("sendMessage")] == [
        False, False, False, False, True,
    ]  # fmt: skip


async def test_nothing_to_read_is_told(double: Double, carrier: TelegramCarrier) -> None:
    refused = await carrier.send(outbound(" \0"))
    assert isinstance(refused, Refused) and (refused.retryable, refused.code) == (False, "empty")
    assert double.calls == []


#: What the server answers → retryable, code, seconds to wait, consequence.
REFUSALS: dict[str, tuple[Answer, tuple[bool, str, float, str]]] = {
    "flood": (refusal(429, "Too Many Requests: retry after 7", retry_after=7), (True, "429", 7.0, "none")),
    "flood without a delay": (refusal(429, "Too Many Requests"), (True, "network", 0.0, "none")),
    "blocked": (refusal(403, "Forbidden: bot was blocked by the user"), (False, "403", 0.0, "opted_out")),
    "gone": (refusal(403, "Forbidden: user is deactivated"), (False, "403", 0.0, "address_dead")),
    "no chat": (refusal(400, "Bad Request: chat not found"), (False, "400", 0.0, "address_dead")),
    "badly made": (refusal(400, "Bad Request: can't parse entities"), (False, "400", 0.0, "alert")),
    "moved": (
        refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100123),
        (True, "migrated", 0.0, "none"),
    ),
    "token": (refusal(401, "Unauthorized"), (True, "401", 0.0, "stop_channel")),
    "fault": (refusal(500, "Internal Server Error"), (True, "network", 0.0, "none")),
    "gateway": (Answer(502, b"<html>Bad Gateway</html>"), (True, "network", 0.0, "none")),
    # a redirection that is followed would show the token to another server
    "elsewhere": (Answer(307, location=f"/bot{TOKEN}/sendMessage"), (True, "network", 0.0, "none")),
    "cut": (Answer(cut=True), (True, "uncertain", 0.0, "none")),
    "not JSON": (Answer(200, b"<html>"), (True, "uncertain", 0.0, "none")),
    "not an object": (Answer(200, b"[]"), (True, "uncertain", 0.0, "none")),
    "no result": (Answer(200, b'{"ok":true}'), (True, "uncertain", 0.0, "none")),
    "refusal by 200": (Answer(200, b'{"ok":false,"description":"?"}'), (True, "uncertain", 0.0, "none")),
}


@pytest.mark.parametrize("name", REFUSALS)
async def test_a_refusal_says_what_to_do(double: Double, carrier: TelegramCarrier, name: str) -> None:
    answer, expected = REFUSALS[name]
    double.plan("sendMessage", answer)
    found = await carrier.send(outbound("Bonjour"))
    assert isinstance(found, Refused)
    assert (found.retryable, found.code, found.retry_after, found.consequence) == expected
    assert "3527065" not in found.sentence and "Bonjour" not in found.sentence


async def test_silence_is_uncertain(double: Double, hasty: TelegramCarrier) -> None:
    double.plan("sendMessage", Answer(silent=True))
    found = await hasty.send(outbound("Bonjour"))
    assert isinstance(found, Refused) and (found.retryable, found.code) == (True, "uncertain")


async def test_a_revoked_token_stops_the_channel(double: Double) -> None:
    bot = build_bot("123456:revoked", double.url)
    found = await TelegramCarrier(bot, Telegram()).send(outbound("Bonjour"))
    await close_bot(bot)
    assert isinstance(found, Refused) and (found.code, found.consequence) == ("401", "stop_channel")


async def test_a_server_that_is_away_was_not_reached() -> None:
    bot = build_bot(TOKEN, "http://127.0.0.1:1")
    found = await TelegramCarrier(bot, Telegram()).send(outbound("Bonjour"))
    await close_bot(bot)
    assert isinstance(found, Refused) and (found.retryable, found.code) == (True, "network")


async def test_a_tap_is_acknowledged(double: Double, carrier: TelegramCarrier) -> None:
    await carrier.acknowledge("4382bfdwdsb323b2d9")
    assert double.named("answerCallbackQuery") == [{"callback_query_id": "4382bfdwdsb323b2d9"}]


async def test_a_tap_that_is_too_old_harms_nothing(double: Double, carrier: TelegramCarrier) -> None:
    double.plan("answerCallbackQuery", refusal(400, "Bad Request: query is too old"))
    await carrier.acknowledge("1")
    assert len(double.calls) == 1


async def test_an_acknowledgement_that_is_lost_harms_nothing(double: Double, hasty: TelegramCarrier) -> None:
    double.plan("answerCallbackQuery", Answer(silent=True))
    await hasty.acknowledge("1")
