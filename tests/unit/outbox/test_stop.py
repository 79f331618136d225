"""Is an operator told which setting stopped a channel, and when it goes on?"""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.outbox.stop import describe_refused, describe_stop, tell_stopped

OF_CHANNEL = [
    ("telegram", "PALABRE_TELEGRAM_TOKEN"), ("sms", "PALABRE_SMS_NUMBER"), ("whatsapp", "PALABRE_WHATSAPP_NUMBER"),
    ("simulator", ""),
]  # fmt: skip


@pytest.mark.parametrize(("channel", "setting"), OF_CHANNEL)
def test_a_line_says_what_to_do(channel: str, setting: str) -> None:
    with capture_logs() as logs:
        tell_stopped(channel, "401")
    (line,) = logs
    assert line["log_level"] == "error" and (line["channel"], line["code"]) == (channel, "401")
    assert setting in line["event"] and "restart" in line["event"] and "15 minutes" in line["event"]


@pytest.mark.parametrize(("seconds", "left"), [(899.0, "15 minutes"), (61.0, "a minute"), (2.0, "a minute")])
def test_check_says_for_how_long(seconds: float, left: str) -> None:
    said = describe_stop("telegram", "401", seconds)
    assert said.startswith(f"telegram rests for {left} more: its provider refuses all (code 401).")
    assert "PALABRE_TELEGRAM_TOKEN" in said


@pytest.mark.parametrize(("channel", "setting"), OF_CHANNEL)
def test_check_names_the_setting(channel: str, setting: str) -> None:
    assert setting in describe_stop(channel, "1", 9.0) and setting in describe_refused(channel, "1")
