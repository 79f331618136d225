"""`python -m bench.floor`: serve until SIGTERM."""

from __future__ import annotations

import asyncio
import os
import signal

import aiohttp
import asyncpg
from aiohttp import web

from bench.floor.intake import Intake
from bench.floor.sending import Sending
from bench.floor.turns import Turns
from storage.migrations import upgrade

#: how the service's own connections are set
OPTIONS = {"plan_cache_mode": "force_custom_plan", "jit": "off"}


async def run() -> None:
    """Serve until SIGTERM, or until a part fails."""
    url, token = os.environ["PALABRE_DATABASE_URL"], os.environ["PALABRE_TELEGRAM_TOKEN"]
    await upgrade(url)
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    api = f"{os.environ['PALABRE_TELEGRAM_API_URL']}/bot{token}"
    async with (
        asyncpg.create_pool(url, min_size=4, max_size=8, server_settings=OPTIONS) as pool,
        aiohttp.ClientSession() as session,
    ):
        intake = Intake(pool)
        turns = Turns(pool, intake.stored)
        sending = Sending(pool, api, session, turns.taken)
        parts = (intake.store, turns.take, sending.send, sending.fetch)
        loops = [asyncio.create_task(part()) for part in parts]
        runner = await _listen(intake)
        await asyncio.wait(
            [asyncio.create_task(stopping.wait()), *loops], return_when=asyncio.FIRST_COMPLETED
        )
        for loop in loops:
            if loop.done():
                loop.result()
            loop.cancel()
        await runner.cleanup()


async def _listen(intake: Intake) -> web.AppRunner:
    app = web.Application()
    app.router.add_post("/webhooks/telegram", intake.receive)
    app.router.add_get("/health/ready", _ready)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["PALABRE_PORT"])).start()
    return runner


async def _ready(_request: web.Request) -> web.Response:
    return web.Response()


if __name__ == "__main__":
    asyncio.run(run())
