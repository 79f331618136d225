"""Is every error that Twilio is known for judged as the norms want it?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.channels.message import Consequence
from bot.channels.sending import Refused
from bot.channels.twilio.failures import FAILURES, WINDOW_CLOSED, find, refuse

#: norms §7 and what was measured of Twilio: code, worth another try, consequence
RULES: tuple[tuple[str, bool, Consequence], ...] = (
    ("21211", False, "address_dead"), ("21610", False, "opted_out"), ("21612", False, "alert"),
    ("21614", False, "address_dead"), ("21617", False, "alert"), ("21656", False, "alert"),
    ("20003", False, "stop_channel"), ("20404", False, "alert"), ("20429", True, "none"),
    ("21611", True, "none"), ("30001", True, "none"), ("30002", False, "stop_channel"),
    ("30003", True, "none"), ("30004", False, "address_dead"), ("30005", False, "address_dead"),
    ("30006", False, "address_dead"), ("30007", False, "alert"), ("63003", False, "address_dead"),
    ("63016", False, "window_closed"), ("63018", True, "none"), ("63024", False, "address_dead"),
    ("63038", True, "alert"), ("uncertain", True, "none"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "retryable", "consequence"), RULES)
def test_a_known_code_follows_its_rule(code: str, retryable: bool, consequence: Consequence) -> None:
    found = find(code)
    assert (found.retryable, found.consequence) == (retryable, consequence)


@pytest.mark.parametrize(
    ("status", "retryable", "consequence"),
    [(400, False, "alert"), (401, False, "stop_channel"), (404, False, "alert"), (429, True, "none"), (500, True, "none"), (503, True, "none")],
)  # fmt: skip
def test_an_unknown_code_is_judged_by_class(status: int, retryable: bool, consequence: str) -> None:
    found = find("99999", status)
    assert (found.retryable, found.consequence) == (retryable, consequence)


def test_each_sentence_names_nobody() -> None:
    sentences = [failure.sentence for failure in FAILURES.values()]
    assert all(sentences) and len(set(sentences)) == len(sentences)
    assert not any("+" in sentence for sentence in sentences)


def test_a_closed_window_is_refused_without_a_call() -> None:
    assert refuse(WINDOW_CLOSED) == Refused(
        False, "63016", FAILURES["63016"].sentence, consequence="window_closed"
    )


def test_the_table_loads_nothing_of_twilio() -> None:
    program = "import bot.channels.twilio.failures, sys; sys.exit('twilio' in sys.modules or 'aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
