"""Can the page read again what was said and stored?"""

from __future__ import annotations

import pytest

from tests.unit.web.conftest import Client


async def test_history_tells_both_sides(front: Client) -> None:
    await front.post("/simulator/messages", json={"address": "sms-lea", "id": "m1", "text": "ok"})
    entries = await (await front.get("/simulator/history?address=sms-lea")).json()
    assert [entry["from"] for entry in entries] == ["resident", "town"]
    assert entries[0]["text"] == "ok"
    assert entries[1]["bubbles"][0]["text"] == "Vous avez dit : ok"


async def test_stored_gives_rows_by_table(front: Client) -> None:
    await front.post("/simulator/messages", json={"address": "sms-lea", "id": "m1", "text": "ok"})
    tables = await (await front.get("/simulator/stored?address=sms-lea")).json()
    assert tables["inbound"][0]["text"] == "ok"
    assert await (await front.get("/simulator/stored?address=sms-ines")).json() == {}


@pytest.mark.parametrize("query", ["", "?address=", "?address=lea", "?address=sms-", "?address=sms-a%2Fb"])
@pytest.mark.parametrize("page", ["history", "stored"])
async def test_bad_addresses_are_refused(front: Client, page: str, query: str) -> None:
    assert (await front.get(f"/simulator/{page}{query}")).status == 400
