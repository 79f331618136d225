"""Does the access log keep what strangers type out?"""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from bot.logs import set_up_logs
from bot.web.access import RouteLogger
from bot.web.app import build_app
from tests.unit.web.conftest import Client
from tests.unit.web.town import Town, services

ROUTES = [
    ("/simulator/history?address=sms-0612345678", "/simulator/history"),
    ("/simulator/files/0612345678.png", "/simulator/files/{reference}"),
    ("/0612345678", "unknown"),
]


@pytest.mark.parametrize(("path", "place"), ROUTES)
async def test_only_the_route_is_logged(path: str, place: str, files: Path) -> None:
    server = TestServer(build_app(services(Town(), files)))
    client: Client = TestClient(server)
    await server.start_server(access_log_class=RouteLogger, access_log=logging.getLogger("access"))
    with capture_logs() as lines:
        async with client:
            await client.get(path)
    assert [line["place"] for line in lines] == [place]
    assert "0612345678" not in str(lines)


async def test_a_quiet_log_times_no_request() -> None:
    said = []
    for level in ("INFO", "WARNING"):
        set_up_logs(level, stream=io.StringIO())
        said.append(RouteLogger(logging.getLogger("access"), "").enabled)
    assert said == [True, False]
