"""How is the real service put on a loopback port, with its channels pointed at counterparts?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from aiohttp.test_utils import BaseTestServer, TestServer
from sqlalchemy import select

from bot.bootstrap import Service, build
from bot.demo.town import settle_town
from bot.outbox.pace import Pace
from bot.web.app import build_app
from storage.models.base import Base, table
from storage.unit import Unit
from tests.journey.house import KEY, Given
from tests.unit.channels.twilio.calls import ACCOUNT, OURS, PUBLIC_URL, TOKEN

#: what Telegram shows at each call
SECRET = "a-secret-of-the-town"
#: a second's worth of messages that no test reaches
FREE = 1e6

TWILIO: Mapping[str, Any] = {
    "twilio_account_sid": ACCOUNT,
    "twilio_auth_token": TOKEN,
    "sms_number": OURS,
    "whatsapp_number": OURS,
    "public_url": PUBLIC_URL,
}


# no repr: see House
@dataclass(frozen=True, slots=True, repr=False)
class Town:
    """The demo town, open on loopback."""

    service: Service
    site: BaseTestServer
    session: ClientSession

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return str(self.site.make_url("")).rstrip("/") + path

    async def post(self, target: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Return the status that a call is answered with."""
        async with self.session.post(self.url(target), data=body, headers=headers) as answer:
            await answer.read()
            return answer.status

    async def rows(self, model: type[Base]) -> list[dict[str, Any]]:
        """Return what is stored in a table, in the order of its key."""
        rows = table(model)

        def read(unit: Unit) -> list[dict[str, Any]]:
            query = select(rows).order_by(*rows.primary_key)
            return [dict(row._mapping) for row in unit.connection.execute(query)]

        return await self.service.database.read(read)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Take turns, send and poll while the block lasts."""
        stopping = asyncio.Event()
        running = asyncio.create_task(self.service.run(stopping))
        try:
            yield
        finally:
            stopping.set()
            for sender in self.service.senders:
                sender.wakeup.wake()
            await running


@asynccontextmanager
async def open_town(store: str, folder: Path, **given: Any) -> AsyncIterator[Town]:
    """Open the demo town with these settings; its senders do not wait for the pace of a channel."""
    # learning takes a machine's whole attention for seconds; what is asked here is the channels' part
    usual: dict[str, Any] = {"data": folder, "database_url": store, "secret_key": KEY, "understand": False}
    service = build(Given(**{**usual, **given}))
    for sender in service.senders:
        sender.pace = Pace(FREE, FREE)
    await settle_town(service.database)
    await service.start()
    async with TestServer(build_app(service.web())) as site, ClientSession() as session:
        try:
            yield Town(service, site, session)
        finally:
            await service.close()
