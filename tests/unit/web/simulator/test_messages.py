"""Does what a pretend resident sends reach the inbox, and nothing else?"""

from __future__ import annotations

import pytest

from dialogues.inputs import Json, Point
from tests.unit.web.conftest import Client
from tests.unit.web.town import Town

URL = "/simulator/messages"

WRONG: list[Json] = [
    {},
    {"text": "bonjour"},
    {"address": "lea", "text": "bonjour"},
    {"address": "sms-lea", "text": {"deep": 1}},
    {"address": "sms-lea", "point": {"latitude": 91, "longitude": 0}},
    {"address": "sms-lea", "attachments": [{"reference": "../../etc/passwd", "media_type": "image/png"}]},
    ["address", "sms-lea"],
    "bonjour",
]

BROKEN = [b"", b"null", b"{", b"\xff\xfe", b'{"address": "sms-lea", "text": "\xc3"}']


async def test_text_reaches_the_inbox(front: Client, town: Town) -> None:
    message = {"address": "sms-lea", "id": "m1", "text": "des arceaux", "first_name": "Léa", "language": "fr"}
    response = await front.post(URL, json=message)
    assert (response.status, await response.json()) == (202, {"id": "m1"})
    [received] = town.received
    assert (str(received.address), received.text) == ("simulator:sms-lea", "des arceaux")
    assert received.profile.first_name == "Léa"


async def test_message_without_id_gets_one(front: Client, town: Town) -> None:
    response = await front.post(URL, json={"address": "sms-lea", "text": "bonjour"})
    assert (await response.json())["id"] == town.received[0].provider_id != ""


async def test_same_id_twice_is_one_message(front: Client, town: Town) -> None:
    message = {"address": "sms-lea", "id": "m1", "text": "bonjour"}
    statuses = [(await front.post(URL, json=message)).status for _ in range(2)]
    assert (statuses, len(town.received)) == ([202, 202], 1)


async def test_choice_and_point_are_passed(front: Client, town: Town) -> None:
    await front.post(URL, json={"address": "telegram-lea", "choice": "idea"})
    await front.post(URL, json={"address": "telegram-lea", "point": {"latitude": 48.1, "longitude": 4.2}})
    assert town.received[0].choice == "idea"
    assert town.received[1].point == Point(48.1, 4.2)


@pytest.mark.parametrize("payload", WRONG)
async def test_wrong_payload_is_one_sentence(front: Client, town: Town, payload: Json) -> None:
    response = await front.post(URL, json=payload)
    assert response.status == 400
    assert (await response.json())["error"]
    assert town.received == []


@pytest.mark.parametrize("body", BROKEN)
async def test_broken_json_is_refused(front: Client, town: Town, body: bytes) -> None:
    response = await front.post(URL, data=body, headers={"Content-Type": "application/json"})
    assert (response.status, town.received) == (400, [])


async def test_other_sites_cannot_post(front: Client, town: Town) -> None:
    body = b'{"address": "sms-lea", "text": "bonjour"}'
    response = await front.post(URL, data=body, headers={"Content-Type": "text/plain"})
    assert (response.status, town.received) == (415, [])


async def test_long_text_passes_longer_does_not(front: Client, town: Town) -> None:
    long = await front.post(URL, json={"address": "sms-lea", "text": "a" * 100_000})
    longer = await front.post(URL, json={"address": "sms-lea", "text": "a" * 200_001})
    assert (long.status, longer.status, len(town.received)) == (202, 413, 1)
