"""How does a person write to a bot on telegram-test-api, a Bot API server by others?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests.contract.telegram.double import PATIENCE, TOKEN
from tests.needs import find_node

FOLDER = Path(__file__).parents[2] / "node"
PACKAGE = FOLDER / "node_modules" / "telegram-test-api"

LEA = {"id": 3527065, "is_bot": False, "first_name": "Léa", "username": "lea", "language_code": "fr"}
CHAT = {"id": 3527065, "type": "private", "first_name": "Léa"}


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The server, and Léa who writes through it."""

    url: str
    session: aiohttp.ClientSession

    async def write(self, text: str) -> None:
        """Send a text to the bot; a command is marked as one, as apps do."""
        if text.startswith("/"):
            command = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
            await self._post("sendCommand", {**_meta(), "text": text, "entities": [command]})
        else:
            await self._post("sendMessage", {**_meta(), "text": text})

    async def tap(self, data: str) -> None:
        """Tap a button of the bot's last message."""
        await self._post(
            "sendCallback", {**_meta(), "message": {"message_id": 1, "chat": CHAT}, "data": data}
        )

    async def read(self) -> list[dict[str, Any]]:
        """Return the calls of `sendMessage` that Léa has not read yet."""
        found = await self._post("getUpdates", {"token": TOKEN, "chatId": CHAT["id"]})
        return [update["message"] for update in found["result"]]

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        async with self.session.post(f"{self.url}/{path}", json=body) as response:
            return await response.json()


def _meta() -> dict[str, Any]:
    return {"botToken": TOKEN, "date": 1764000000, "from": LEA, "chat": CHAT}


@asynccontextmanager
async def counterpart() -> AsyncIterator[Counterpart]:
    """Run the server while the block lasts."""
    node = find_node()
    assert node, 'mark the test with needs("node")'
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(node, FOLDER / "telegram.js", stdin=pipe, stdout=pipe)
    assert process.stdin and process.stdout
    try:
        port = int(await asyncio.wait_for(process.stdout.readline(), PATIENCE))
        async with aiohttp.ClientSession() as session:
            yield Counterpart(f"http://127.0.0.1:{port}", session)
    finally:
        process.stdin.close()
        await process.wait()
