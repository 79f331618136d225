"""Under which names do residents' files lie on disk? Their own digest and number: never a name that a resident gave."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.media import Kept

#: Media type → suffix of the file.
SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}

_NAME = re.compile(r"([0-9a-f]{64})-(\d{1,18})\.[a-z]{3,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of files that are kept; only the service's user may read it."""

    root: Path

    def path(self, kept: Kept) -> Path:
        """Return where a file lies: `media/3f/3f…-12.jpg`; two rows never share one, so that each can go alone."""
        name = f"{kept.digest}-{kept.id}.{SUFFIXES[kept.media_type]}"
        return self.root / kept.digest[:2] / name

    def write(self, kept: Kept, content: bytes) -> None:
        """Write a file whole, and on disk, before it has its name."""
        path = self.path(kept)
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        partial = path.with_suffix(".partial")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)

    def remove(self, kept: Kept) -> None:
        """Remove a file; one that is not there is removed already."""
        if kept.digest:
            self.path(kept).unlink(missing_ok=True)

    def strays(self, before: float) -> Iterator[tuple[Path, int, str]]:
        """Yield path, row and digest of every file older than this (seconds since 1970); 0 and "" for what has no name."""
        for path in self.root.glob("??/*"):
            if path.stat().st_mtime < before:
                named = _NAME.fullmatch(path.name)
                yield (path, int(named[2]), named[1]) if named else (path, 0, "")
