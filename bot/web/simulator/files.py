"""How are photos and documents sent and seen again?"""

from __future__ import annotations

import asyncio

from aiohttp import BodyPartReader, web

from bot.media.picture import Clean, Unfit, clean
from bot.web.problems import refuse
from bot.web.services import SIMULATOR
from bot.web.simulator.uploads import clean_name, find_upload, store_upload

#: Largest file, in bytes.
FILE_LIMIT = 5 * 1024 * 1024


async def upload(request: web.Request) -> web.Response:
    """Store one file (multipart field `file`); answer what an attachment of a message must hold.

    A photo is painted anew, as one that a channel brings: what its phone wrote in it (where, when) is not kept.
    """
    part = await _find_file(request)
    kept = await asyncio.to_thread(_clean, await _read_limited(part))
    files = request.app[SIMULATOR].files
    reference = await asyncio.to_thread(store_upload, files, kept.content, kept.media_type)
    name = clean_name(part.filename or "")
    return web.json_response(
        {"reference": reference, "media_type": kept.media_type, "name": name}, status=201
    )


def _clean(content: bytes) -> Clean:
    try:
        return clean(content)
    except Unfit:
        raise web.HTTPUnsupportedMediaType(text="Send a photo (JPEG, PNG, GIF, WebP) or a PDF.") from None


async def serve(request: web.Request) -> web.StreamResponse:
    """Send a stored file; photos are shown, anything else is downloaded."""
    found = find_upload(request.app[SIMULATOR].files, request.match_info["reference"])
    if found is None:
        raise web.HTTPNotFound
    headers = {"Content-Type": found.media_type, "Content-Security-Policy": "default-src 'none'; sandbox"}
    if not found.media_type.startswith("image/"):
        headers["Content-Disposition"] = f'attachment; filename="{found.path.name}"'
    return web.FileResponse(found.path, headers=headers)


async def _find_file(request: web.Request) -> BodyPartReader:
    """Return the part named `file`; raise 400 when there is none."""
    if request.content_type != "multipart/form-data":
        raise refuse("Send the file as multipart/form-data.")
    try:
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name == "file":
                return part
    except (ValueError, AssertionError) as error:
        raise refuse("The multipart body cannot be read.") from error
    raise refuse("The form has no field named file.")


async def _read_limited(part: BodyPartReader) -> bytes:
    """Read the part; raise 413 past the limit, 400 when it is empty."""
    content = bytearray()
    while piece := await part.read_chunk():
        content += piece
        if len(content) > FILE_LIMIT:
            raise web.HTTPRequestEntityTooLarge(FILE_LIMIT, len(content))
    if not content:
        raise refuse("The file is empty.")
    return bytes(content)
