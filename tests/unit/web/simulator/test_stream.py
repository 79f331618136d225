"""Does the page learn what happens, in order, until the end?"""

from __future__ import annotations

import json

from aiohttp import ClientResponse

from bot.channels.simulator.feed import Notice
from bot.web.simulator.stream import encode
from dialogues.inputs import Json
from tests.unit.web.conftest import Client
from tests.unit.web.town import Town


async def events(response: ClientResponse, count: int) -> list[tuple[str, Json]]:
    """Read that many events from the stream."""
    read: list[tuple[str, Json]] = []
    while len(read) < count:
        line = (await response.content.readline()).decode()
        if line.startswith("event: "):
            data = (await response.content.readline()).decode().removeprefix("data: ")
            read.append((line.removeprefix("event: ").strip(), json.loads(data)))
    return read


async def test_answers_arrive_in_order(front: Client) -> None:
    async with front.get("/simulator/stream") as stream:
        assert stream.content_type == "text/event-stream"
        message = {"address": "sms-lea", "text": "jveu proposer 1 truc pr les velos"}
        await front.post("/simulator/messages", json=message)
        told = await events(stream, 3)
    assert [(kind, notice["address"]) for kind, notice in told] == [
        ("message", "sms-lea"),
        ("message", "sms-lea"),
        ("turn", "sms-lea"),
    ]
    bubble = told[1][1]["bubbles"][0]
    assert bubble["text"].startswith("1/3")
    assert bubble["sms"]["parts"] == 1


async def test_stream_ends_with_the_feed(front: Client, town: Town) -> None:
    async with front.get("/simulator/stream") as stream:
        await stream.content.readline()
        town.feed.close()
        rest = await stream.content.read()
    assert rest == b"\n"


def test_line_breaks_cannot_forge_events() -> None:
    notice = Notice("sms-lea", "message", {"text": "a\n\nevent: turn\ndata: {}\r\n\u2028"})
    assert encode(notice).count(b"\n") == 3
    assert b"\r" not in encode(notice)
