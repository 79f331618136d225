"""How long must one wait after failures to sign in? Longer and longer, never for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from aiohttp import web

from bot.console.desk import desk_of
from storage.staff import fold_email
from storage.unit import Unit

#: kind of key → failures without a wait, longest wait. Of one name from one address; of one name from anywhere, short so
#: that a stranger cannot keep somebody out; from one address under any name, where a whole town hall may share one
PATIENCE = {
    "pair": (5, timedelta(minutes=15)),
    "name": (20, timedelta(minutes=1)),
    "address": (60, timedelta(minutes=15)),
    "factor": (5, timedelta(minutes=15)),
}
#: the first wait; each failure doubles it
FIRST = timedelta(seconds=5)
#: doublings beyond which every longest wait is reached
DOUBLINGS = 20
#: how long failures are remembered
MEMORY = timedelta(days=1)


def sign_in_keys(request: web.Request, email: str) -> list[str]:
    """Return what failures to sign in are counted under; hashes, of which none can be read back."""
    vault, name, address = desk_of(request).vault, fold_email(email), request.remote or ""
    said = (("pair", f"{name}\0{address}"), ("name", name), ("address", address))
    return [f"{kind}:{vault.trace(kind, value)}" for kind, value in said]


def factor_keys(staff: str) -> list[str]:
    """Return what failures of somebody's second factor are counted under: whoever tries has the password."""
    return [f"factor:{staff}"]


def begin(unit: Unit, keys: Sequence[str], now: datetime) -> datetime | None:
    """Count an attempt; return until when one must wait, None when it may be looked at."""
    unit.attempts.purge(now - MEMORY)
    return unit.attempts.begin(keys, now, allowed_at)


def allowed_at(key: str, failures: int, last: datetime) -> datetime:
    """Return when the next attempt under a key is looked at."""
    free, longest = PATIENCE[key.partition(":")[0]]
    if failures < free:
        return last
    doubled: timedelta = FIRST * (1 << min(failures - free, DOUBLINGS))
    return last + min(longest, doubled)
