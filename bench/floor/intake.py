"""How does an update come in? Its secret is looked at, and it is answered once it is stored; all that waits at once."""

from __future__ import annotations

import asyncio
import hmac
from datetime import UTC, datetime
from typing import Any

import asyncpg
import orjson
from aiohttp import web

from bench.floor.statements import STORE
from bench.webhook.caller import SECRET


class Intake:
    """The webhook."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.stored = asyncio.Event()
        self._pool = pool
        self._arrived: list[tuple[str, str, str, asyncio.Future[None]]] = []
        self._here = asyncio.Event()

    async def receive(self, request: web.Request) -> web.Response:
        """Answer once the update is stored."""
        if not hmac.compare_digest(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), SECRET):
            return web.Response(status=403)
        update = orjson.loads(await request.read())
        message, stored = update.get("message") or update["callback_query"], asyncio.Future[None]()
        payload = orjson.dumps(_payload(message)).decode()
        self._arrived.append((str(message["from"]["id"]), str(update["update_id"]), payload, stored))
        self._here.set()
        await stored
        return web.Response()

    async def store(self) -> None:
        """Store what arrived, until cancelled."""
        while await self._here.wait():
            self._here.clear()
            arrived, self._arrived = self._arrived, []
            addresses, ids, texts, futures = (list(column) for column in zip(*arrived, strict=True))
            await self._pool.fetch(STORE, addresses, ids, texts, datetime.now(UTC))
            for future in futures:
                future.set_result(None)
            self.stored.set()


def _payload(message: dict[str, Any]) -> dict[str, Any]:
    text = message.get("text") or message.get("caption") or message.get("data")
    photos = message.get("photo") or ()
    return {
        "text": text,
        "photo": photos[-1]["file_id"] if photos else None,
        "name": message["from"]["first_name"],
    }
