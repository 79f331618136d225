"""Would this account's processes sign with the town's key? What `palabre check` says before they start."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from bot.bootstrap.agreement import ANOTHER, fingerprint, is_another
from bot.keys import FILE, read_key
from bot.settings import Settings
from storage.database import is_there, open_database, parse_url
from storage.errors import StorageError


def describe_key(settings: Settings) -> Iterator[str]:
    """Yield one sentence where the key is another than the town's; none is made, and what is away is told elsewhere."""
    has_key = settings.secret_key is not None or (settings.data / FILE).is_file()
    try:
        if has_key and is_there(parse_url(settings.store)) and asyncio.run(_is_another(settings)):
            yield f"{ANOTHER}: give this one the same"
    except StorageError:
        return


async def _is_another(settings: Settings) -> bool:
    database, mine = open_database(settings.store), fingerprint(read_key(settings))
    try:
        return await database.read(lambda unit: is_another(unit, mine))
    finally:
        await database.close()
