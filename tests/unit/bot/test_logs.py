"""Do log lines hold ids and counts, and never a text, a number or a token?"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import orjson
import pytest
import structlog

from bot.logs import set_up_logs

TEXT = "je voudrais des arceaux devant l'école"
PHONE = "+33612345678"
TOKEN = "123456789:AAF-token_of_the_bot"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged; the logging of the tests is put back after."""
    root = logging.getLogger()
    before = root.handlers[:]
    stream = io.StringIO()
    set_up_logs("INFO", stream=stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = before
    structlog.reset_defaults()


def last(lines: io.StringIO) -> dict[str, object]:
    return dict(orjson.loads(lines.getvalue().splitlines()[-1]))


def test_a_line_is_json_with_its_ids(lines: io.StringIO) -> None:
    structlog.get_logger().info("turn done", channel="sms", inbound=42, ms=3.5)
    line = last(lines)
    assert line.pop("at")
    assert line == {"event": "turn done", "level": "info", "channel": "sms", "inbound": 42, "ms": 3.5}


def test_an_unknown_key_is_dropped_and_named(lines: io.StringIO) -> None:
    structlog.get_logger().info("received", text=TEXT, address=PHONE, count=1)
    assert last(lines)["dropped"] == ["address", "text"]
    assert TEXT not in lines.getvalue()
    assert PHONE not in lines.getvalue()


@pytest.mark.parametrize("value", [TEXT, PHONE, TOKEN, f"sms:{PHONE}", f"https://a.example/bot{TOKEN}"])
def test_an_allowed_key_masks_what_may_be_private(value: str, lines: io.StringIO) -> None:
    structlog.get_logger().warning("refused", code=value)
    assert last(lines)["code"] == "…"


@pytest.mark.parametrize("value", ["0198c6b2-1234-7000-8000-123456789012", "idea@3", "21610", "fr", "a.b:c"])
def test_names_and_ids_stay(value: str, lines: io.StringIO) -> None:
    structlog.get_logger().warning("refused", code=value)
    assert last(lines)["code"] == ("…" if "@" in value else value)


def test_an_exception_keeps_its_class_and_place_only(lines: io.StringIO) -> None:
    try:
        raise ValueError(TEXT)
    except ValueError:
        structlog.get_logger().exception("turn failed", inbound=1)
    assert last(lines)["cause"] == "ValueError"
    assert str(last(lines)["place"]).startswith("test_logs.py:")
    assert TEXT not in lines.getvalue()


def test_a_library_is_heard_without_its_words(lines: io.StringIO) -> None:
    logging.getLogger("aiohttp.client").warning("Unclosed connection to %s", TOKEN)
    assert last(lines)["logger"] == "aiohttp.client"
    assert TOKEN not in lines.getvalue()


def test_lower_levels_are_silent(lines: io.StringIO) -> None:
    structlog.get_logger().debug("detail", count=1)
    assert lines.getvalue() == ""


def test_a_terminal_gets_words_without_private_ones(lines: io.StringIO) -> None:
    set_up_logs("INFO", stream=lines, pretty=True)
    structlog.get_logger().info("turn done", text=TEXT, count=3)
    assert "turn done" in lines.getvalue()
    assert TEXT not in lines.getvalue()
