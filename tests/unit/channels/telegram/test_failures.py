"""Does every error of python-telegram-bot have its consequence?"""

from __future__ import annotations

import inspect
from datetime import timedelta

import pytest
from telegram import error as errors
from telegram.error import TelegramError

from bot.channels.telegram.failures import FAILURES, classify

CASES: list[tuple[TelegramError, bool, str, str]] = [
    (errors.Forbidden("Forbidden: bot was blocked by the user"), False, "403", "opted_out"),
    (errors.Forbidden("Forbidden: user is deactivated"), False, "403", "address_dead"),
    (
        errors.Forbidden("Forbidden: bot can't initiate conversation with a user"),
        False,
        "403",
        "address_dead",
    ),
    (errors.Forbidden("Forbidden: bot was kicked from the group chat"), False, "403", "address_dead"),
    (errors.BadRequest("Bad Request: chat not found"), False, "400", "address_dead"),
    (errors.BadRequest("Bad Request: PEER_ID_INVALID"), False, "400", "address_dead"),
    (errors.BadRequest("Bad Request: BUTTON_DATA_INVALID"), False, "400", "alert"),
    (errors.ChatMigrated(-1001234567890), True, "migrated", "none"),
    (errors.InvalidToken(), True, "401", "stop_channel"),
    (errors.EndPointNotFound("no such method"), True, "401", "stop_channel"),
    (errors.TimedOut(), True, "uncertain", "none"),
    (errors.NetworkError("Bad Gateway"), True, "network", "none"),
    (errors.Conflict("terminated by other getUpdates request"), True, "409", "none"),
    (TelegramError("Invalid server response"), True, "uncertain", "none"),
]


@pytest.mark.parametrize(("error", "retryable", "code", "consequence"), CASES)
def test_an_error_is_told(error: TelegramError, retryable: bool, code: str, consequence: str) -> None:
    found = classify(error)
    assert (found.retryable, found.code, found.consequence) == (retryable, code, consequence)
    assert found.sentence and not any(char.isdigit() for char in found.sentence)


def test_a_flood_waits_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    for asked in (37, timedelta(seconds=37)):
        found = classify(errors.RetryAfter(asked))
        assert (found.retryable, found.code, found.retry_after) == (True, "429", 37.0)


def test_every_class_of_the_library_is_told() -> None:
    classes = {
        kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, TelegramError)
    }
    # never raised by what we call: it reads passports
    named = set(FAILURES) | {errors.PassportDecryptionError, errors.Conflict}
    assert classes - named == set()
