"""Do the health pages tell the truth?"""

from __future__ import annotations

from bot.web.app import WebServices
from tests.unit.web.conftest import Client, Opens


async def not_ready() -> bool:
    return False


async def failing() -> bool:
    raise OSError("disk full")


async def test_live_while_the_loop_runs(front: Client) -> None:
    response = await front.get("/health/live")
    assert (response.status, await response.json()) == (200, {"status": "alive"})


async def test_ready_when_the_service_says_so(front: Client) -> None:
    response = await front.get("/health/ready")
    assert (response.status, await response.json()) == (200, {"status": "ready"})


async def test_not_ready_is_a_503(visit: Opens) -> None:
    client = await visit(WebServices("Saint-Exemple", not_ready))
    assert (await client.get("/health/ready")).status == 503
    assert (await client.get("/health/live")).status == 200


async def test_failing_check_is_a_no(visit: Opens) -> None:
    client = await visit(WebServices("Saint-Exemple", failing))
    response = await client.get("/health/ready")
    assert response.status == 503
    assert "disk" not in await response.text()
