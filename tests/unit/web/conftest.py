"""A web front over the scripted town, and a client of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.web.app import WebServices, build_app
from tests.unit.web.town import Town, services

Client: TypeAlias = TestClient[web.Request, web.Application]
Opens: TypeAlias = Callable[[WebServices], Awaitable[Client]]


@pytest.fixture
def town() -> Town:
    """A town that nobody has written to."""
    return Town()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder for uploads, not made yet."""
    return tmp_path / "files"


@pytest.fixture
async def visit() -> AsyncIterator[Opens]:
    """Open a front and return a client of it; all are closed after the test."""
    clients: list[Client] = []

    async def open_front(given: WebServices) -> Client:
        client = TestClient(TestServer(build_app(given)))
        await client.start_server()
        clients.append(client)
        return client

    yield open_front
    for client in clients:
        await client.close()


@pytest.fixture
async def front(town: Town, files: Path, visit: Opens) -> Client:
    """A client of a front whose simulator is on."""
    return await visit(services(town, files))
