"""Is the secret key of this process that of the town's others? A fingerprint in the store tells; the key stays outside."""

from __future__ import annotations

from contextlib import suppress

import structlog

from bot.keys import keyed_hash
from storage.database import Database
from storage.errors import StorageError
from storage.unit import Unit

log = structlog.get_logger()

#: where the fingerprint is kept, among what staff choose: a name that no form has
NAME = "key"

#: characters of a fingerprint
WIDTH = 16

ANOTHER = (
    "PALABRE_SECRET_KEY is not the one that this town's processes had: what one signs, another refuses (links, codes, "
    "sessions, proofs of opting out)"
)


def fingerprint(key: bytes) -> str:
    """Return what tells two keys apart, and neither of them."""
    return keyed_hash(key, "fingerprint", "")[:WIDTH]


def is_another(unit: Unit, mine: str) -> bool:
    """Tell whether the process that started last had another key."""
    return _known(unit) not in (None, mine)


def agree(unit: Unit, mine: str) -> bool:
    """Return whether the process that started last had the same key, and leave this one's for the next."""
    known = _known(unit)
    if known != mine:
        unit.choices.put(NAME, {"fingerprint": mine})
    return known in (None, mine)


async def warn_of_another_key(database: Database, key: bytes) -> None:
    """Log one warning where the key is another; a store that takes nothing now is told elsewhere."""
    mine = fingerprint(key)
    with suppress(StorageError):
        if not await database.transact(lambda unit: agree(unit, mine)):
            log.warning(
                "PALABRE_SECRET_KEY is not the one that this town's processes had, what one signs, another refuses: give "
                "every process the same; where it was changed on purpose, this is told once"
            )


def _known(unit: Unit) -> str | None:
    match unit.choices.all().get(NAME):
        case {"fingerprint": str(known)}:
            return known
    return None
