"""What answers like Rasa on the loopback, as slowly and as badly as a test wants?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.nlu.rasa.api import RasaApi

SECRET = "a secret of the tests, long enough"


@dataclass
class Double:
    """Rasa's four answers that we use; it notes what it is asked."""

    model: str | None = "nlu-a.tar.gz"
    #: what it answers to every text, instead of a ranking
    answer: Any = None
    status: int = 200
    #: set: answers wait until it is cleared
    frozen: asyncio.Event | None = None
    refuses_models: bool = False
    texts: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    async def parse(self, request: web.Request) -> web.Response:
        self._check(request)
        self.texts.append((await request.json())["text"])
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        try:
            await (self.frozen.wait() if self.frozen else asyncio.sleep(0))
        finally:
            self.at_once -= 1
        return web.json_response(self.answer or ranking("greet", 0.9), status=self.status)

    async def say_status(self, request: web.Request) -> web.Response:
        self._check(request)
        if self.model is None:
            return web.json_response({"reason": "Conflict"}, status=409)
        return web.json_response({"model_file": f"/models/{self.model}"})

    async def load(self, request: web.Request) -> web.Response:
        self._check(request)
        if not self.refuses_models:
            self.model = (await request.json())["model_file"].rpartition("/")[2]
        return web.Response(status=204)

    def _check(self, request: web.Request) -> None:
        assert request.query_string == ""
        token = request.headers["Authorization"].removeprefix("Bearer ")
        try:
            assert jwt.decode(token, SECRET, algorithms=["HS256"])["user"]["role"] == "admin"
        except jwt.InvalidSignatureError:
            raise web.HTTPUnauthorized from None


def ranking(*pairs: Any, entities: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return Rasa's answer with these intents and confidences in turn."""
    names = zip(pairs[::2], pairs[1::2], strict=True)
    return {
        "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in names],
        "entities": entities or [],
    }


@asynccontextmanager
async def served(double: Double, secret: str = SECRET) -> AsyncIterator[RasaApi]:
    """Serve a double, and give what asks it."""
    app = web.Application()
    app.add_routes([
        web.post("/model/parse", double.parse),
        web.get("/status", double.say_status),
        web.put("/model", double.load),
    ])  # fmt: skip
    async with TestServer(app) as server:
        api = RasaApi(str(server.make_url("/")), secret)
        try:
            yield api
        finally:
            await api.close()
            if double.frozen:
                double.frozen.set()
