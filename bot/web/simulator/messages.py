"""How does a pretend resident's message come in?"""

from __future__ import annotations

import uuid

import orjson
from aiohttp import web

from bot.channels.errors import BadPayload
from bot.channels.message import InboundMessage
from bot.web.problems import refuse
from bot.web.services import SIMULATOR
from bot.web.simulator.uploads import find_upload
from dialogues.inputs import Json


async def post(request: web.Request) -> web.Response:
    """Store the message, then answer 202 with its id; the same id twice is one message."""
    services = request.app[SIMULATOR]
    payload = await read_object(request)
    payload.setdefault("id", uuid.uuid4().hex)
    try:
        message = services.channel.parse(payload)
    except BadPayload as error:
        raise refuse(str(error)) from None
    _check_attachments(request, message)
    await services.inbox.receive(message)
    return web.json_response({"id": message.provider_id}, status=202)


async def read_object(request: web.Request) -> dict[str, Json]:
    """Return the JSON object of the body; raise 400, 413, or 415 when it is not declared as JSON."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="Send JSON, declared as application/json.")
    try:
        payload = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        raise refuse("The body is not JSON.") from None
    if not isinstance(payload, dict):
        raise refuse("The body must be a JSON object.")
    return payload


def _check_attachments(request: web.Request, message: InboundMessage) -> None:
    """Refuse a file that was not uploaded here: a reference is later opened by others."""
    folder = request.app[SIMULATOR].files
    for attachment in message.attachments:
        if find_upload(folder, attachment.reference) is None:
            raise refuse("An attachment was not uploaded here: send it to /simulator/files first.")
