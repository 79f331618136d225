"""How do residents' photos and files come in? After the turn, one by one, with patience, and without their metadata."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

import structlog

from bot.channels.fetching import Fetcher, Unfetched
from bot.grouping import Grouped
from bot.media.folder import Folder
from bot.media.picture import Unfit, clean
from bot.metrics import Metrics
from storage.database import Database
from storage.errors import StorageError
from storage.media import Kept, Tried, Wanted

#: seconds between two looks
EVERY = 2.0

#: files fetched at once, and those repainted at once: a photo of 50 million pixels takes 150 MB meanwhile
CLAIM, REPAINTED = 8, 2

#: seconds that more files are waited for after a few: nobody waits for a photo, and each round costs the same
GATHERING = 0.5

#: how long a claimed file is nobody else's: longer than its download may take
HELD = timedelta(minutes=3)

#: seconds before the second try, doubled at each one, and the longest wait
FIRST_WAIT, LONGEST_WAIT = 5.0, 3600.0

#: a file that did not come for so long is given up
DEADLINE = timedelta(hours=24)

#: days that a file is kept which illustrates no answer and no idea, as raw texts are (norms §1)
KEPT = 90

#: rows that one transaction lets go
ROWS = 200

#: seconds after which a file that no row names is a stray
STRAY = 24 * 3600.0

log = structlog.get_logger()


@dataclass(slots=True)
class Collector:
    """Fetches the files of messages, and removes those that must go."""

    database: Database
    #: channel → what brings its files
    fetchers: Mapping[str, Fetcher]
    folder: Folder
    metrics: Metrics
    _brushes: asyncio.Semaphore = field(init=False, default_factory=lambda: asyncio.Semaphore(REPAINTED))
    _reports: Grouped[Tried, bool] = field(init=False)
    #: whether as many were claimed as may be: more are due
    _more: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self._reports = Grouped(self._report)

    async def run(self, stopping: asyncio.Event) -> None:
        """Look every so often until told to stop; what was begun is finished."""
        while not stopping.is_set():
            done = 0
            with suppress(StorageError):
                done = await self.round(datetime.now(UTC))
            if done < CLAIM:
                with suppress(TimeoutError):
                    await asyncio.wait_for(stopping.wait(), GATHERING if done else EVERY)

    async def drain(self) -> int:
        """Do everything that can be done now; return how much it was."""
        total = 0
        while done := await self.round(datetime.now(UTC)):
            total += done
        return total

    async def round(self, now: datetime) -> int:
        """Remove what must go, fetch what is due; return how many files that was."""
        pending = await self._pending(now)
        self._more = False
        removed = await self.remove() if "gone" in pending else 0
        if "waiting" not in pending:
            return removed
        wanted = await self.database.execute(lambda unit: unit.media.claim(CLAIM, now, now + HELD))
        self._more = len(wanted) == CLAIM
        await asyncio.gather(*(self._collect(each, now) for each in wanted))
        return removed + len(wanted)

    async def _pending(self, now: datetime) -> set[str]:
        """Return what there is to do; after as many as may be claimed, nobody is asked whether there are more."""
        if self._more:
            return {"waiting"}
        return await self.database.read(lambda unit: unit.media.pending(now))

    async def remove(self) -> int:
        """Remove the files of who was erased, and those whose time is over; the row goes after its file."""
        gone = await self.database.read(lambda unit: unit.media.gone(ROWS))
        if gone:
            await asyncio.to_thread(self._unlink, gone)
            await self.database.transact(lambda unit: unit.media.forget([each.id for each in gone]))
        return len(gone)

    async def tidy(self, now: datetime) -> int:
        """Let go of what is too old and of strays; return how many files that was."""
        count, before = 0, now - timedelta(days=KEPT)
        while found := await self.database.transact(lambda unit: unit.media.expire(before, ROWS)):
            count += found
        while await self.remove():
            pass
        return count + await self._remove_strays()

    async def _remove_strays(self) -> int:
        """Remove files that a process left when it died between writing and recording."""
        found = await asyncio.to_thread(lambda: list(self.folder.strays(time.time() - STRAY)))
        known: dict[int, str] = {}
        for start in range(0, len(found), ROWS):
            ids = [row for _, row, _ in found[start : start + ROWS]]
            known |= await self.database.read(lambda unit, ids=ids: unit.media.known(ids))  # type: ignore[misc]
        strays = [path for path, row, digest in found if not row or known.get(row) != digest]
        for path in strays:
            path.unlink(missing_ok=True)
        return len(strays)

    def _unlink(self, gone: Sequence[Kept]) -> None:
        for each in gone:
            self.folder.remove(each)

    async def _collect(self, wanted: Wanted, now: datetime) -> None:
        """Fetch, clean and keep one file, or record why not."""
        try:
            code = await self._fetch(wanted, now)
        except StorageError:
            raise
        except Exception:
            # a full disk, a fault of ours: tried again until the deadline
            log.exception("media failed", channel=wanted.channel)
            code = "fault"
            await self._refuse(wanted, Unfetched(retryable=True, code=code), now)
        self.metrics.media.labels(wanted.channel, code).inc()

    async def _fetch(self, wanted: Wanted, now: datetime) -> str:
        """Return "kept", or the cause for which it is not."""
        fetcher = self.fetchers.get(wanted.channel)
        content = await fetcher.fetch(wanted.reference) if fetcher else Unfetched(True, "channel")
        if isinstance(content, Unfetched):
            return await self._refuse(wanted, content, now)
        try:
            async with self._brushes:
                cleaned = await asyncio.to_thread(clean, content)
        except Unfit as unfit:
            return await self._refuse(wanted, Unfetched(retryable=False, code=unfit.code), now)
        digest = hashlib.sha256(cleaned.content).hexdigest()
        kept = Kept(wanted.id, digest, cleaned.media_type)
        await asyncio.to_thread(self.folder.write, kept, cleaned.content)
        return await self._record(wanted, kept, len(cleaned.content))

    async def _record(self, wanted: Wanted, kept: Kept, size: int) -> str:
        """Record a file that was written; remove it when nobody wants it any more."""

        came = Tried(
            wanted.id, wanted.attempt, "kept", digest=kept.digest, media_type=kept.media_type, size=size
        )
        if await self._reports.add(came):
            return "kept"
        still = await self.database.read(lambda unit: unit.media.known([kept.id]))
        if still.get(kept.id) != kept.digest:
            self.folder.remove(kept)
        return "unwanted"

    async def _refuse(self, wanted: Wanted, why: Unfetched, now: datetime) -> str:
        """Let it be tried again, or give it up."""
        again = why.retryable and now - wanted.created_at < DEADLINE
        wait = min(FIRST_WAIT * 2 ** (wanted.attempt - 1), LONGEST_WAIT)
        due = now + timedelta(seconds=wait) if again else None
        status: Literal["failed"] | None = None if again else "failed"
        await self._reports.add(Tried(wanted.id, wanted.attempt, status, due, error_code=why.code))
        return why.code

    async def _report(self, tried: Sequence[Tried]) -> Sequence[bool]:
        """Record what became of files that came, or did not, at about the same time; return which of it counts."""
        counts = await self.database.execute(lambda unit: unit.media.report(tried))
        return [each.id in counts for each in tried]
