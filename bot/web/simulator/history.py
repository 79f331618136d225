"""What was said on one phone, and what was stored of it?"""

from __future__ import annotations

from aiohttp import web

from bot.channels.errors import BadAddress
from bot.channels.simulator.address import read_address
from bot.web.problems import refuse
from bot.web.services import SIMULATOR


async def history(request: web.Request) -> web.Response:
    """Return the conversation of `?address=`, oldest first."""
    return web.json_response(await request.app[SIMULATOR].stored.history(_address(request)))


async def stored(request: web.Request) -> web.Response:
    """Return what is stored for `?address=`, rows by table."""
    return web.json_response(await request.app[SIMULATOR].stored.stored(_address(request)))


def _address(request: web.Request) -> str:
    """Return the address asked for; raise 400 when it is not one of the simulator's."""
    try:
        return read_address(request.query.get("address", "")).value
    except BadAddress as error:
        raise refuse(str(error)) from None
