"""What does a Bot API server do that others' doubles do not? Errors, silence, uploads, the secret, the hold."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.contract.telegram.judge import Judge

TOKEN = "123456:a-token-for-tests"
#: Seconds after which what is waited for will not come any more.
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What one call is answered: a status and a body, or silence."""

    status: int = 200
    body: bytes = b""
    #: where the client is sent instead
    location: str = ""
    #: the connection closes without an answer
    cut: bool = False
    #: no answer comes before the test ends
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """One call that came."""

    method: str
    params: dict[str, Any]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)


def refusal(status: int, description: str, **parameters: int) -> Answer:
    """Return an error in the form of the Bot API."""
    body = {"ok": False, "error_code": status, "description": description}
    return Answer(status, orjson.dumps({**body, "parameters": parameters} if parameters else body))


class Double:
    """A Bot API server on loopback for one bot; judges what it is asked, where the description is at hand."""

    def __init__(self, judge: Judge | None) -> None:
        self.calls: list[Called] = []
        self.faults: list[str] = []
        self.updates: list[dict[str, Any]] = []
        self.webhook: dict[str, Any] = {}
        self._arrived = asyncio.Event()
        self._called = asyncio.Condition()
        self._judge = judge
        self._plans: defaultdict[str, deque[Answer]] = defaultdict(deque)
        self._end = asyncio.Event()
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._take)
        app.router.add_get("/file/bot{token}/{path:.+}", self._give)
        #: file id → its bytes; their path is the id
        self.files: dict[str, bytes] = {}
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self.server.make_url("")).rstrip("/")

    def plan(self, method: str, *answers: Answer) -> None:
        """Answer the next calls of a method so, then as usual."""
        self._plans[method].extend(answers)

    def named(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of every call of a method."""
        return [call.params for call in self.calls if call.method == method]

    async def until(self, method: str, count: int = 1) -> None:
        """Return once a method has been called so often."""
        async with asyncio.timeout(PATIENCE), self._called:
            await self._called.wait_for(lambda: len(self.named(method)) >= count)

    def bring(self, *updates: dict[str, Any]) -> None:
        """Have updates ready for polling."""
        self.updates.extend(updates)
        self._arrived.set()

    async def deliver(self, update: dict[str, Any]) -> int:
        """Call the webhook that was registered, as Telegram does; return the status."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}
        url = self.webhook["url"]
        async with aiohttp.request("POST", url, json=update, headers=headers) as response:
            return response.status

    async def stop(self) -> None:
        self._end.set()
        await self.server.close()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        called = await _read(request)
        self.calls.append(called)
        async with self._called:
            self._called.notify_all()
        self._check(called)
        if request.match_info["token"] != TOKEN:
            return _as_response(refusal(401, "Unauthorized"))
        plans = self._plans[called.method]
        if not plans:
            return web.json_response({"ok": True, "result": await self._usual(called)})
        answer = plans.popleft()
        if answer.silent:
            await self._end.wait()
        if answer.cut and request.transport is not None:
            request.transport.close()
        return _as_response(answer)

    def _check(self, called: Called) -> None:
        if self._judge is not None and not called.files:
            self.faults.extend(self._judge.faults(called.method, called.params))

    async def _give(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["path"].removeprefix("photos/"))
        if content is None or request.match_info["token"] != TOKEN:
            raise web.HTTPNotFound
        return web.Response(body=content)

    async def _usual(self, called: Called) -> Any:
        match called.method:
            case "getMe":
                return {
                    "id": 123456,
                    "is_bot": True,
                    "first_name": "Saint-Exemple",
                    "username": "exemple_bot",
                }
            case "getUpdates":
                return await self._updates(called.params)
            case "getFile":
                name = called.params["file_id"]
                size = len(self.files.get(name, b""))
                return {
                    "file_id": name,
                    "file_unique_id": "u",
                    "file_size": size,
                    "file_path": f"photos/{name}",
                }
            case "getWebhookInfo":
                return {"has_custom_certificate": False, "pending_update_count": 0, "url": "", **self.webhook}
            case "setWebhook":
                self.webhook = called.params
            case "deleteWebhook":
                self.webhook = {}
            case "sendMessage" | "sendPhoto":
                chat = {"id": called.params["chat_id"], "type": "private"}
                return {"message_id": 1000 + len(self.calls), "date": 1764000000, "chat": chat}
        return True

    async def _updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Forget what the offset confirms; hold the call while there is nothing, as long as it allows."""
        if offset := params.get("offset"):
            self.updates = [update for update in self.updates if update.get("update_id", offset) >= offset]
        if not self.updates and params.get("timeout"):
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), params["timeout"])
            except TimeoutError:
                return []
        return list(self.updates)


def _as_response(answer: Answer) -> web.Response:
    headers = {"Location": answer.location} if answer.location else {}
    return web.Response(
        status=answer.status, body=answer.body, content_type="application/json", headers=headers
    )


async def _read(request: web.Request) -> Called:
    method = request.match_info["method"]
    if request.content_type == "application/json":
        return Called(method, orjson.loads(await request.read()))
    params: dict[str, Any] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            params[name] = value
    return Called(method, params, files)
