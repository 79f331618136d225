"""The whole service, as `palabre serve` runs it, on a free port: webhooks' inbox, turns, sending, leader, pages."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page
from sqlalchemy import func, select, update

from bot.bootstrap import Service, build
from bot.demo.town import settle_town
from bot.web.app import build_app
from storage.models.base import Base, table
from tests.browser.office import PATIENCE
from tests.journey.house import settings
from tests.logged import logged


@dataclass(slots=True, repr=False)
class TownHall:
    """The demo town's service while `async with` lasts; browsers look at it, and nothing is called from inside."""

    url: str
    folder: Path
    browser: Browser
    service: Service = field(init=False)
    origin: str = field(init=False)
    #: what scripts and the content policy complained of
    complaints: list[str] = field(default_factory=list)
    _opened: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opened:
            opened.enter_context(logged("WARNING"))
            self.service = build(settings(self.url, self.folder, public_url=None))
            opened.push_async_callback(self.service.close)
            await settle_town(self.service.database)
            await self.service.start()
            await self._serve(opened)
            self._opened = opened.pop_all()
        return self

    async def __aexit__(self, failed: type[BaseException] | None, *_: object) -> None:
        await self._opened.aclose()
        # an answer that is not 200 is what some tests are about
        said = [one for one in self.complaints if not one.startswith("Failed to load resource")]
        assert failed or said == [], said

    async def _serve(self, opened: AsyncExitStack) -> None:
        stopping = asyncio.Event()
        running = asyncio.create_task(self.service.run(stopping))

        async def end() -> None:
            stopping.set()
            await running

        opened.push_async_callback(end)
        server = TestServer(build_app(self.service.web()))
        opened.push_async_callback(server.close)
        await server.start_server()
        self.origin = str(server.make_url("")).rstrip("/")

    async def page(self, path: str) -> Page:
        """Return a page of a browser of its own."""
        context = await self.browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
        self._opened.push_async_callback(context.close)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(self.origin + path)
        return page

    async def hasten(self, model: type[Base]) -> None:
        """Have what waits for its time be due now, as hours would."""
        rows, now = table(model), datetime.now(UTC)
        later = update(rows).where(rows.c.due_at > now).values(due_at=now)
        await self.service.database.transact(lambda unit: unit.connection.execute(later))

    async def count(self, model: type[Base], *conditions: Any) -> int:
        """Return how many rows there are."""
        query = select(func.count()).select_from(table(model)).where(*conditions)
        return await self.service.database.read(lambda unit: unit.connection.execute(query).scalar_one())
