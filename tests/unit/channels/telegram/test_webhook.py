"""Does Telegram's way in open to Telegram only, and to any body without an accident?"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.errors import BadPayload, Forbidden
from bot.channels.telegram.parse import KINDS, SERVICE
from bot.channels.telegram.webhook import HEADER, TelegramWebhook
from tests.unit.channels.telegram.updates import message

SECRET = "a-secret-of-the-town"
SIGNED = {HEADER: SECRET}
WEBHOOK = TelegramWebhook(SECRET)

NAMES = [
    *KINDS, *sorted(SERVICE)[:4], "update_id", "chat", "id", "from", "type", "text", "caption", "photo", "document",
    "voice", "animation", "file_id", "mime_type", "file_name", "width", "height", "location", "latitude", "longitude",
    "venue", "title", "contact", "user_id", "phone_number", "data", "message", "new_chat_member", "status",
    "first_name", "language_code", "migrate_to_chat_id",
]  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(categories=None), max_size=9)
    | st.sampled_from(["private", "kicked", "member", "fr", "image/png", 3527065, 48.85])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=30,
)
#: What stands in a private chat, so that the rest of it is looked at.
MESSAGES = st.builds(
    lambda chat, fields: {**fields, **chat},
    st.just({"chat": {"id": 3527065, "type": "private"}}),
    st.dictionaries(st.sampled_from(NAMES), JSON, max_size=8),
)
UPDATES = st.fixed_dictionaries(
    {"update_id": st.integers(0, 2**31)}, optional=dict.fromkeys(KINDS, JSON | MESSAGES)
)


def test_the_secret_opens() -> None:
    [found] = WEBHOOK.open(SIGNED, "/webhooks/telegram", orjson.dumps(message(text="Oui")))
    assert (found.text, found.provider_id) == ("Oui", "u70")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {HEADER: ""},
        {HEADER: SECRET[:-1]},
        {HEADER: SECRET + "x"},
        {HEADER: "é\udcff"},
        {"authorization": SECRET},
    ],
)
def test_without_the_secret_nothing_is_read(headers: dict[str, str]) -> None:
    with pytest.raises(Forbidden):
        WEBHOOK.open(headers, "/webhooks/telegram", b"not even JSON")


def test_an_empty_secret_opens_to_nobody() -> None:
    with pytest.raises(Forbidden):
        TelegramWebhook("").open({HEADER: ""}, "/", orjson.dumps(message(text="Oui")))


def test_the_secret_does_not_show() -> None:
    assert SECRET not in repr(WEBHOOK)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"{", b"[]", b"null", b"{}", b"[" * 100_000, b"1" * 9000])
def test_what_is_no_update_is_refused(body: bytes) -> None:
    with pytest.raises(BadPayload):
        WEBHOOK.open(SIGNED, "/", body)


def test_half_an_emoji_is_read() -> None:
    body = json.dumps(message(text="a\ud83db")).encode()
    [found] = WEBHOOK.open(SIGNED, "/", body)
    assert found.text == "a\ufffdb"


@given(
    st.dictionaries(st.sampled_from([HEADER, "host"]), st.text(st.characters(categories=None))), st.binary()
)
def test_any_call_is_read_or_refused(headers: dict[str, str], body: bytes) -> None:
    with suppress(Forbidden, BadPayload):
        WEBHOOK.open(headers, "/", body)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    with suppress(BadPayload):
        WEBHOOK.open(SIGNED, "/", body)


@given(UPDATES)
def test_any_update_is_read_and_can_be_stored(update: dict[str, Any]) -> None:
    [found] = WEBHOOK.open(SIGNED, "/", json.dumps(update).encode())
    assert found.provider_id == f"u{update['update_id']}"
    stored = repr(found)
    assert "\\x00" not in stored
    for text in (found.text, found.choice or "", found.contact or "", found.detail, found.profile.first_name):
        assert "\0" not in text
        text.encode()
    for one in found.attachments:
        (one.reference + one.name + one.media_type).encode()
