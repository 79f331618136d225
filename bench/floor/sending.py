"""How do replies leave, and files come? Claimed, the transaction closed, called for, recorded."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import aiohttp
import asyncpg
import orjson

from bench.floor.statements import FETCHED, FILES, SENT, TAKE

#: seconds between looks for files, as the service has it
GATHERED = 0.5


class Sending:
    """The sender, and the collector of files."""

    def __init__(
        self, pool: asyncpg.Pool, api: str, session: aiohttp.ClientSession, taken: asyncio.Event
    ) -> None:
        self._pool, self._api, self._session, self._taken = pool, api, session, taken

    async def send(self) -> None:
        """Send what waits, until cancelled."""
        while True:
            rows = await self._pool.fetch(TAKE, datetime.now(UTC))
            if not rows:
                await self._taken.wait()
                self._taken.clear()
                continue
            names = await asyncio.gather(*(self._say(row["address"], row["content"]) for row in rows))
            await self._pool.execute(SENT, [row["id"] for row in rows], names, datetime.now(UTC))

    async def fetch(self) -> None:
        """Ask for files eight at a time, until cancelled; the stub has none."""
        while True:
            now = datetime.now(UTC)
            rows = await self._pool.fetch(FILES, now, now)
            if not rows:
                await asyncio.sleep(GATHERED)
                continue
            await asyncio.gather(*(self._call("getFile", {"file_id": row["reference"]}) for row in rows))
            await self._pool.fetch(FETCHED, [row["id"] for row in rows])

    async def _say(self, chat: str, content: str) -> str:
        said = await self._call("sendMessage", {"chat_id": int(chat), "text": orjson.loads(content)["text"]})
        return str(said["message_id"])

    async def _call(self, method: str, params: dict[str, Any]) -> Any:
        body, headers = orjson.dumps(params), {"Content-Type": "application/json"}
        async with self._session.post(f"{self._api}/{method}", data=body, headers=headers) as response:
            return orjson.loads(await response.read())["result"]
