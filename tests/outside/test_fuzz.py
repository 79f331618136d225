"""Does any body whatever, rightly signed or not, bring a fault out of a webhook? 20,000 and more of them in `make proofs`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bootstrap import Service
from bot.channels.telegram.parse import KINDS
from bot.channels.telegram.webhook import HEADER
from storage import models
from tests.contract.telegram.double import TOKEN as BOT
from tests.outside.phone import STATUS
from tests.outside.town import SECRET, TWILIO, Town, open_town
from tests.sizes import sized
from tests.unit.channels.telegram.updates import BOT as BOT_USER
from tests.unit.channels.telegram.updates import CHAT, PERSON
from tests.unit.channels.twilio.calls import FORM, SMS, TARGET, WHATSAPP, encode, headers

TELEGRAM = "/webhooks/telegram"
#: what one example holds: bodies that come at once, as from a provider that is behind
CROWD = 20
#: examples of one test; four tests with 20 bodies make 20,480 of them in `make proofs`
EXAMPLES = sized(25, 256)
FUZZ = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
#: what may be answered; 5xx may not
ANSWERS = {200, 204, 400, 403, 413}

Call = tuple[Mapping[str, str], str, bytes]

words = st.one_of(
    st.text(max_size=60), st.sampled_from(["\0", "\ud800", "/start a", "STOP", "ok", "1", "é" * 5000])
)
numbers = st.one_of(st.integers(), st.integers(-3, 3), st.floats(), st.just(10**40), st.just(-(2**63)))
junk = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, words),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=8,
)
#: fields of an update, each in its own form or in any other
FIELDS: Mapping[str, st.SearchStrategy[Any]] = {
    "message_id": numbers,
    "from": st.one_of(st.just(PERSON), st.just(BOT_USER), junk),
    "chat": st.one_of(
        st.just(CHAT), st.fixed_dictionaries({"id": numbers, "type": st.just("private")}), junk
    ),
    "date": numbers,
    "text": words,
    "caption": words,
    "photo": st.lists(st.one_of(junk, st.fixed_dictionaries({"file_id": words})), max_size=3),
    "location": st.fixed_dictionaries({"latitude": numbers, "longitude": numbers}),
    "contact": junk,
    "document": st.fixed_dictionaries({"file_id": words, "mime_type": words, "file_name": words}),
    "data": words,
    "id": words,
    "message": junk,
    "new_chat_member": st.fixed_dictionaries({"status": st.sampled_from(["kicked", "member", "left", ""])}),
    "migrate_to_chat_id": numbers,
    "sticker": junk,
}
updates = st.builds(
    lambda number, kind, fields: {"update_id": number, kind: fields},
    st.one_of(st.integers(0, 500), numbers),
    st.sampled_from([*KINDS, "hologram"]),
    st.one_of(st.fixed_dictionaries({}, optional=FIELDS), junk),
)
shown = st.sampled_from([{HEADER: SECRET}, {HEADER: SECRET}, {HEADER: SECRET}, {HEADER: "no"}, {}])


def _telegram(headers: Mapping[str, str], value: Any) -> Call:
    return headers, TELEGRAM, _dump(value)


def _dump(value: Any) -> bytes:
    """Return JSON as a strict library writes it, or as a lax one does."""
    import json

    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value).encode()


telegram_calls: st.SearchStrategy[Call] = st.one_of(
    st.builds(_telegram, shown, st.one_of(updates, updates, updates, junk)),
    st.builds(lambda head, body: (head, TELEGRAM, body), shown, st.binary(max_size=200)),
)

values = st.one_of(
    words, st.sampled_from(["whatsapp:+33612345678", "+33612345678", "undelivered", "30003", "21610"])
)
forms = st.builds(
    lambda base, more: {**base, **more},
    st.sampled_from([SMS, WHATSAPP, {}]),
    st.dictionaries(
        st.one_of(st.sampled_from([*SMS, *WHATSAPP, "MessageStatus", "ErrorCode"]), words), values, max_size=6
    ),
)
targets = st.sampled_from(
    [TARGET, STATUS, f"{STATUS}?outbox=1", f"{STATUS}?outbox=9" + "9" * 30, f"{TARGET}?x=%00&é"]
)


def _twilio(fields: Mapping[str, str], target: str, signed: bool) -> Call:
    plain = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    plain = {name.encode("utf-8", "replace").decode(): value for name, value in plain.items()}
    return (headers(plain, target) if signed else FORM), target, encode(plain)


twilio_calls: st.SearchStrategy[Call] = st.one_of(
    st.builds(_twilio, forms, targets, st.sampled_from([True, True, True, False])),
    st.builds(lambda target, body: (FORM, target, body), targets, st.binary(max_size=200)),
)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """Give a loop for examples that hypothesis runs one after the other."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def town(runner: asyncio.Runner, sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    """Give a town whose providers are out of reach: what it would say is not what is tried here."""
    given = {"telegram_token": BOT, "telegram_secret": SECRET, "telegram_api_url": NOWHERE}
    opening = open_town(sqlite_url, tmp_path, **given, **TWILIO, twilio_api_url=NOWHERE)
    yield runner.run(opening.__aenter__())
    runner.run(opening.__aexit__(None, None, None))


#: a port on which nothing listens
NOWHERE = "http://127.0.0.1:9"

pytestmark = pytest.mark.sized


async def knock(service: Service, calls: list[Call]) -> set[int]:
    """Bring calls to their doors at once; return the statuses."""
    doors = [
        service.doors[target.partition("?")[0]].handle(head, target, body) for head, target, body in calls
    ]
    return {status for status, _ in await asyncio.gather(*doors)}


def try_all(runner: asyncio.Runner, town: Town, calls: st.SearchStrategy[Call]) -> int:
    """Let crowds of calls in, and have what was stored handled, nothing parked; return how many were stored."""

    @FUZZ
    @given(st.lists(calls, min_size=CROWD, max_size=CROWD))
    def bring(found: list[Call]) -> None:
        assert runner.run(knock(town.service, found)) <= ANSWERS
        runner.run(town.service.worker.drain())

    bring()
    stored = runner.run(town.rows(models.Inbound))
    assert {row["status"] for row in stored} <= {"handled"}
    assert len({(row["channel"], row["provider_id"]) for row in stored}) == len(stored)
    return len(stored)


def test_any_update_is_answered(runner: asyncio.Runner, town: Town) -> None:
    try_all(runner, town, telegram_calls)


def test_any_form_is_answered(runner: asyncio.Runner, town: Town) -> None:
    try_all(runner, town, twilio_calls)


def test_calls_of_both_at_once_are_answered(runner: asyncio.Runner, town: Town) -> None:
    try_all(runner, town, st.one_of(telegram_calls, twilio_calls))


def test_any_signed_update_and_form_is_answered(runner: asyncio.Runner, town: Town) -> None:
    telegram = st.builds(lambda value: _telegram({HEADER: SECRET}, value), updates)
    # without a signature few get in, and by chance none
    assert try_all(runner, town, st.one_of(telegram, st.builds(_twilio, forms, targets, st.just(True)))) > 0


def test_any_call_over_http_is_answered(runner: asyncio.Runner, town: Town) -> None:
    @settings(FUZZ, max_examples=EXAMPLES // 5)
    @given(st.lists(st.one_of(telegram_calls, twilio_calls), min_size=CROWD, max_size=CROWD))
    def bring(found: list[Call]) -> None:
        async def post() -> list[int]:
            posts = (town.post(target, body, head) for head, target, body in found)
            return await asyncio.gather(*posts)

        assert set(runner.run(post())) <= ANSWERS

    bring()
