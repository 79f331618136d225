"""A console over a real store, with a fixed clock, and browsers that are signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher
from yarl import URL

from bot.bootstrap import Service, build
from bot.console.app import PREFIX, build_console
from bot.console.desk import Desk
from bot.console.password import Passwords
from bot.console.role import Role
from bot.console.route import Route
from bot.console.session import ABSOLUTE
from bot.console.table import ROUTES
from bot.console.vault import hash_token
from bot.demo.town import settle_town
from bot.web.app import build_app
from bot.web.services import WebServices
from storage.staff_sessions import StaffSession
from storage.unit import Unit
from tests.journey.house import settings

#: When everything happens: a Monday morning.
NOW = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)

#: quick hashes: what is tested is not their strength
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

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


@dataclass(slots=True, repr=False)
class Office:
    """The demo town's console on one store."""

    url: str
    folder: Path
    routes: Sequence[Route] = ROUTES
    clock: Clock = field(default_factory=Clock)
    service: Service = field(init=False)
    desk: Desk = field(init=False)
    server: TestServer = field(init=False)
    clients: list[Client] = field(default_factory=list)

    async def open(self) -> Office:
        """Build the service of the demo town, and serve its console alone."""
        self.service = build(settings(self.url, self.folder, public_url=None))
        await settle_town(self.service.database)
        await self.service.start()
        self.desk = replace(self.service.console, now=self.clock, passwords=Passwords(QUICK))
        services = WebServices(
            "Saint-Exemple", self.service.ready, mounted={PREFIX: build_console(self.desk, self.routes)}
        )
        self.server = TestServer(build_app(services))
        await self.server.start_server()
        return self

    async def close(self) -> None:
        """Close browsers, server and store."""
        for client in self.clients:
            await client.session.close()
        await self.server.close()
        await self.service.close()

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
        staff, token = await self.add(role, organisation=organisation), f"token-{role}-{len(self.clients)}"
        now = self.clock.now
        session = StaffSession(
            hash_token(token), token, staff, "full", {}, now, now, now + ABSOLUTE, "Firefox", ""
        )
        await self.service.database.transact(lambda unit: unit.staff_sessions.open(session))
        return token

    def browser(self, token: str = "") -> Client:
        """Return a browser, signed in by a token; each has its own cookies."""
        jar = CookieJar(unsafe=True)
        if token:
            jar.update_cookies({"palabre": token}, URL(str(self.server.make_url("/"))))
        client = TestClient(self.server, cookie_jar=jar, headers={"Sec-Fetch-Site": "same-origin"})
        self.clients.append(client)
        return client

    async def as_(self, role: Role = Role.ADMIN, organisation: str | None = None) -> Client:
        """Return a browser in which a member with this role is signed in."""
        return self.browser(await self.sign_in(role, organisation))

    def csrf(self, client: Client) -> str:
        """Return the token that the forms of a signed-in browser carry."""
        cookies = client.session.cookie_jar.filter_cookies(URL(str(self.server.make_url("/"))))
        return self.desk.vault.csrf(hash_token(cookies["palabre"].value))
