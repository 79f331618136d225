"""How do staff see a photo that came with an idea? Only through here: the folder is no part of the pages."""

from __future__ import annotations

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.ideas.scope import find_idea, scope_of
from bot.console.visit import visit_of
from bot.media.folder import Folder
from storage.media import Kept
from storage.unit import Unit

#: what a browser may show by itself; anything else is a file to be saved
SHOWN = frozenset(("image/jpeg", "image/png", "image/webp"))


async def show_photo(request: web.Request) -> web.StreamResponse:
    """Send one photo of an idea that its reader may see."""
    desk, scope = desk_of(request), scope_of(visit_of(request).staff)
    reference, rank = request.match_info["reference"], request.match_info["n"]
    n = int(rank) if rank.isdecimal() and len(rank) < 4 else -1

    def find(unit: Unit) -> Kept | None:
        photos = find_idea(unit, scope, reference).words.photos
        return unit.media.find(photos[n]) if 0 <= n < len(photos) else None

    kept = await desk.database.read(find)
    path = Folder(desk.settings.data / "media").path(kept) if kept is not None else None
    if kept is None or path is None or not path.is_file():
        raise web.HTTPNotFound
    way = "inline" if kept.media_type in SHOWN else "attachment"
    # a name of ours: what the resident called it does not count
    name = f"{reference}-{n + 1}{path.suffix}"
    headers = {"Content-Disposition": f'{way}; filename="{name}"', "Content-Type": kept.media_type}
    return web.FileResponse(path, headers=headers)
