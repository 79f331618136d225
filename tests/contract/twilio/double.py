"""Which errors and callbacks does Twilio answer with? A thin double, for what its description cannot judge."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestServer
from twilio.request_validator import RequestValidator

from tests.unit.channels.twilio.calls import ACCOUNT, FORM, TOKEN, encode


@dataclass(frozen=True)
class Answer:
    """What the double says to one request."""

    status: int = 201
    body: Mapping[str, Any] | str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def error(code: int, status: int = 400, **headers: str) -> Answer:
    """Return an error as Twilio words it."""
    body = {
        "code": code,
        "message": "no",
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
    return Answer(status, body, headers)


#: the double takes the request, and never answers; or hangs up
SILENCE, HANG_UP = Answer(0), Answer(-1)


@dataclass
class Double:
    """What was asked of Twilio, and what it answers next; when nothing is planned, it takes all."""

    url: str = ""
    messages: list[dict[str, str]] = field(default_factory=list)
    contents: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: requests that no token of this account came with
    strangers: int = 0
    lists: int = 0
    account: Answer = Answer(200, {"status": "active"})
    #: the account's numbers, with the address that each calls
    owned: dict[str, dict[str, Any]] = field(default_factory=dict)
    plan: list[Answer] = field(default_factory=list)
    content_plan: list[Answer] = field(default_factory=list)
    numbers: Any = field(default_factory=count)

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Take a message."""
        self._authenticate(request)
        self.messages.append(dict(parse_qsl((await request.read()).decode(), keep_blank_values=True)))
        return await self._answer(
            request, self.plan, {"sid": f"SM{next(self.numbers):032x}", "status": "queued"}
        )

    async def keep(self, request: web.Request) -> web.StreamResponse:
        """Keep a content."""
        self._authenticate(request)
        sid, content = f"HX{next(self.numbers):032x}", await request.json()
        planned = bool(self.content_plan)
        answer = await self._answer(request, self.content_plan, {"sid": sid, **content})
        if not planned:
            self.contents[sid] = content
        return answer

    async def kept(self, request: web.Request) -> web.StreamResponse:
        """List the contents."""
        self._authenticate(request)
        self.lists += 1
        listed = [{"sid": sid, **content} for sid, content in self.contents.items()]
        return web.json_response({"contents": listed, "meta": {}})

    async def show_account(self, request: web.Request) -> web.StreamResponse:
        """Say what is known of the account."""
        self._authenticate(request)
        return await self._answer(request, [self.account], {})

    async def show_number(self, request: web.Request) -> web.StreamResponse:
        """Say what is known of a number."""
        self._authenticate(request)
        found = self.owned.get(request.query["PhoneNumber"])
        return web.json_response({"incoming_phone_numbers": [found] if found else []})

    def _authenticate(self, request: web.Request) -> None:
        self.strangers += request.headers.get("Authorization") != encode_basic_auth(ACCOUNT, TOKEN)

    async def _answer(
        self, request: web.Request, plan: list[Answer], otherwise: Mapping[str, Any]
    ) -> web.StreamResponse:
        answer = plan.pop(0) if plan else Answer(201, otherwise)
        if answer == SILENCE:
            await asyncio.Event().wait()
        if answer == HANG_UP:
            assert request.transport is not None
            request.transport.abort()
        if isinstance(answer.body, str):
            return web.Response(status=answer.status, text=answer.body, headers=answer.headers)
        return web.json_response(answer.body, status=answer.status, headers=answer.headers)


@asynccontextmanager
async def run_double() -> AsyncIterator[Double]:
    """Run the double on loopback."""
    double, app = Double(), web.Application()
    app.router.add_post(f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json", double.take)
    app.router.add_get(f"/2010-04-01/Accounts/{ACCOUNT}.json", double.show_account)
    app.router.add_get(f"/2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers.json", double.show_number)
    app.router.add_post("/v1/Content", double.keep)
    app.router.add_get("/v1/Content", double.kept)
    async with TestServer(app) as server:
        double.url = str(server.make_url("")).rstrip("/")
        yield double


def call_back(
    sent: Mapping[str, str], sid: str, status: str, code: str = ""
) -> tuple[dict[str, str], str, bytes]:
    """Return the headers, target and body with which Twilio says what became of a message."""
    fields = {"MessageSid": sid, "MessageStatus": status, "To": sent["To"], "From": sent["From"]}
    fields |= {"AccountSid": ACCOUNT, "ErrorCode": code} if code else {"AccountSid": ACCOUNT}
    url = sent["StatusCallback"]
    signature = RequestValidator(TOKEN).compute_signature(url, fields)
    parts = urlsplit(url)
    return {**FORM, "x-twilio-signature": signature}, f"{parts.path}?{parts.query}", encode(fields)
