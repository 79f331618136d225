"""A console over a real store, with a fixed clock, and browsers that are signed in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher
from yarl import URL

from bot.bootstrap import Service, build
from bot.console.app import PREFIX, build_console
from bot.console.desk import Desk
from bot.console.drawing import is_part
from bot.console.password import Passwords
from bot.console.role import Role
from bot.console.route import Route
from bot.console.session import ABSOLUTE
from bot.console.table import ROUTES
from bot.console.vault import hash_token, new_token
from bot.demo.town import settle_town
from bot.web.app import build_app
from bot.web.services import WebServices
from storage.staff_sessions import StaffSession
from storage.unit import Unit
from tests.journey.house import settings
from tests.logged import logged

#: When everything happens: a Monday morning.
NOW = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)

#: quick hashes: what is tested is not their strength
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

#: forms that change nothing and answer by a page: a trial of a list, a pretend phone, a census that is compared;
#: and parts of pages that htmx asks for
LOOKS = frozenset(
    (
        "/participants/import",
        "/surveys/{name}/preview",
        "/surveys/{name}/results",
        "/sendings/preview",
        "/sendings/segments/count",
    )
)

Client = TestClient[web.Request, web.Application]


@dataclass(slots=True)
class Clock:
    """The time that the console believes."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **parts: float) -> None:
        """Let time go by."""
        self.now += timedelta(**parts)


def watched(route: Route) -> Route:
    """Return a route that fails where a form which did its work answers by a page: reloaded, it would be sent again."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = await route.handler(request)
        page = response.status == 200 and response.content_type == "text/html"
        assert not page or is_part(request), f"POST {route.path} answers by a page: let it redirect"
        return response

    return route if route.safe or route.path in LOOKS else replace(route, handler=answer)


@dataclass(slots=True, repr=False)
class Office:
    """The demo town's console on one store; `async with` opens it, and leaves nothing open whatever fails."""

    url: str
    folder: Path
    routes: Sequence[Route] = ROUTES
    clock: Clock = field(default_factory=Clock)
    service: Service = field(init=False)
    desk: Desk = field(init=False)
    server: TestServer = field(init=False)
    _opened: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opened:
            await self._open(opened)
            self._opened = opened.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._opened.aclose()

    async def _open(self, opened: AsyncExitStack) -> None:
        """Build the service of the demo town, and serve its console alone."""
        opened.enter_context(logged("WARNING"))
        self.service = build(settings(self.url, self.folder, public_url=None))
        opened.push_async_callback(self.service.close)
        await settle_town(self.service.database)
        await self.service.start()
        self.desk = replace(self.service.console, now=self.clock, passwords=Passwords(QUICK))
        console = build_console(self.desk, [watched(route) for route in self.routes])
        services = WebServices("Saint-Exemple", self.service.ready, mounted={PREFIX: console})
        self.server = TestServer(build_app(services))
        opened.push_async_callback(self.server.close)
        await self.server.start_server()

    async def add(self, role: Role = Role.ADMIN, email: str = "", organisation: str | None = None) -> str:
        """Store a member of staff and return their id."""

        def work(unit: Unit) -> str:
            address = email or f"{role}@ville.example"
            known = unit.staff.by_email(address)
            if known is not None:
                return known.id
            return unit.staff.add(address, f"Camille {role}", role, self.clock.now, organisation=organisation)

        return await self.service.database.transact(work)

    async def sign_in(self, role: Role = Role.ADMIN, organisation: str | None = None) -> str:
        """Store a session of a member with this role, and return its token."""
        staff, now = await self.add(role, organisation=organisation), self.clock.now
        token = new_token()
        session = StaffSession(
            hash_token(token), new_token(), staff, "full", {}, now, now, now + ABSOLUTE, "Firefox", ""
        )
        await self.service.database.transact(lambda unit: unit.staff_sessions.open(session))
        return token

    def browser(self, token: str = "") -> Client:
        """Return a browser, signed in by a token; each has its own cookies."""
        jar = CookieJar(unsafe=True)
        if token:
            jar.update_cookies({"palabre": token}, URL(str(self.server.make_url("/"))))
        client = TestClient(self.server, cookie_jar=jar, headers={"Sec-Fetch-Site": "same-origin"})
        self._opened.push_async_callback(client.session.close)
        return client

    async def as_(self, role: Role = Role.ADMIN, organisation: str | None = None) -> Client:
        """Return a browser in which a member with this role is signed in."""
        return self.browser(await self.sign_in(role, organisation))

    def csrf(self, client: Client) -> str:
        """Return the token that the forms of a signed-in browser carry."""
        cookies = client.session.cookie_jar.filter_cookies(URL(str(self.server.make_url("/"))))
        return self.desk.vault.csrf(hash_token(cookies["palabre"].value))
