"""What stands between the town and telegram-test-api: sees every call, and puts back what that server leaves out?"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.telegram.webhook import HEADER
from tests.contract.telegram.double import PATIENCE
from tests.contract.telegram.judge import Judge
from tests.outside.town import SECRET


class Relay:
    """Passes the bot's calls on to the server and its updates on to the town; every call is judged."""

    def __init__(self, server: str, judge: Judge | None) -> None:
        self.said: list[str] = []
        self.faults: list[str] = []
        self.url = ""
        self._server, self._judge = server, judge
        self._hook = ""
        self._heard = asyncio.Condition()
        self._read = 0

    async def pass_call(self, request: web.Request) -> web.Response:
        """Judge one call of the bot's, and pass it on."""
        method, params = request.match_info["method"], await request.json()
        self._weigh(method, params)
        if method == "setWebhook":
            self._hook, params = params["url"], {**params, "url": f"{self.url}/hook"}
        async with self._session.post(f"{self._server}{request.path}", json=params) as answer:
            body = await answer.read()
        if method == "sendMessage":
            async with self._heard:
                self.said.append(params["text"])
                self._heard.notify_all()
        return web.Response(body=body, status=answer.status, content_type="application/json")

    async def pass_update(self, request: web.Request) -> web.Response:
        """Pass an update on with the secret, which this server keeps for itself; a call in the answer is judged too."""
        headers = {HEADER: SECRET, "content-type": "application/json"}
        async with self._session.post(self._hook, data=await request.read(), headers=headers) as answer:
            if body := await answer.read():
                called = orjson.loads(body)
                self._weigh(called.pop("method"), called)
            return web.Response(status=answer.status)

    async def until(self, pattern: str) -> str:
        """Return the next message that says this, once it was sent."""
        async with asyncio.timeout(PATIENCE), self._heard:
            await self._heard.wait_for(lambda: self._find(pattern) is not None)
        found = self._find(pattern)
        assert found is not None
        self._read = found + 1
        return self.said[found]

    def _find(self, pattern: str) -> int | None:
        places = range(self._read, len(self.said))
        return next((place for place in places if re.search(pattern, self.said[place])), None)

    def _weigh(self, method: str, params: dict[str, Any]) -> None:
        self.faults += self._judge.faults(method, params) if self._judge else []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Listen while the block lasts."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self.pass_call)
        app.router.add_post("/hook", self.pass_update)
        async with ClientSession() as self._session, TestServer(app) as site:
            self.url = str(site.make_url("")).rstrip("/")
            yield
