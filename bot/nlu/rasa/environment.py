"""Where is Rasa's own Python 3.10, with all that Rasa needs, and how is it made? `make nlu`.

Rasa pins older SQLAlchemy, aiohttp and redis, so it never shares our environment; 2.6 GB, so every clone shares
one, in the user's cache folder, keyed by what is pinned.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.errors import PalabreError

REQUIREMENTS = Path(__file__).parents[3] / "requirements" / "rasa.txt"
#: the last Python that Rasa 3.6 runs on
VERSION = "3.10"
#: half-made environments: nobody looks for them, and whoever makes the next one takes them away
HALF_MADE = ".rasa-"
#: of the digest of what is pinned, in characters
DIGEST = 12


class NoPython(PalabreError):
    """Rasa needs Python 3.10; it is not on this machine and cannot be fetched."""


def cache_folder() -> Path:
    """Return the user's folder for what can be made again (XDG_CACHE_HOME is obeyed)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "palabre"


def environment_folder(requirements: Path = REQUIREMENTS) -> Path:
    """Return where the environment of these pins is, or will be."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    pins = (line for line in lines if not line.lstrip().startswith("#"))
    asked = "\n".join((platform.system(), platform.machine(), *pins))
    return cache_folder() / f"rasa-{hashlib.sha256(asked.encode()).hexdigest()[:DIGEST]}"


def find_rasa() -> Path | None:
    """Return Rasa's Python when its environment is whole, or None."""
    python = environment_folder() / "bin" / "python"
    return python if python.exists() else None


def need_rasa() -> Path:
    """Return Rasa's Python. Raise PalabreError when its environment is not made."""
    if (python := find_rasa()) is None:
        raise PalabreError("Rasa is not installed on this machine: run `make nlu` (2.6 GB, about 3 minutes)")
    return python


def find_python() -> Path | None:
    """Return a Python 3.10 of this machine that runs: on PATH, of pyenv, or one that uv fetched."""
    return next((path for path in _candidates() if _runs(path)), None)


def make_environment() -> Path:
    """Make the environment unless it is there, and return Rasa's Python. Raise NoPython, PalabreError.

    It is built beside and renamed when it is whole; whoever comes meanwhile waits.
    """
    folder = environment_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.parent / "rasa.lock"):
        if not folder.exists():
            for left in folder.parent.glob(f"{HALF_MADE}*"):
                shutil.rmtree(left, ignore_errors=True)
            _build(folder)
    return folder / "bin" / "python"


def _build(folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=HALF_MADE, dir=folder.parent) as half:
        made = Path(half) / "environment"
        _make_venv(made)
        # its bytecode too: Rasa starts in half the time
        _uv("pip", "install", "--require-hashes", "--compile-bytecode", "--python", str(made / "bin" / "python"), "-r", str(REQUIREMENTS))  # fmt: skip
        made.rename(folder)


def _make_venv(folder: Path) -> None:
    if python := find_python():
        return _uv("venv", "--no-project", "--relocatable", "--python", str(python), str(folder))
    try:
        # a shim of pyenv that runs nothing would stop uv's own search
        _uv("venv", "--no-project", "--relocatable", "--managed-python", "--python", VERSION, str(folder))
    except PalabreError as fault:
        what = f"Rasa needs Python {VERSION}, which is not on this machine and could not be fetched"
        raise NoPython(f"{what}: install it (pyenv install {VERSION}), then run `make nlu` again") from fault


def _uv(*words: str) -> None:
    """Run uv, which says what it does. Raise PalabreError when it fails."""
    done = subprocess.run([find_uv(), *words], env=plain_environment(), stdout=sys.stderr, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise PalabreError(f"`uv {' '.join(words[:2])}` failed (see above): Rasa is not installed")


def find_uv() -> str:
    """Return uv: beside our Python, or on PATH. Raise PalabreError."""
    beside = Path(sys.executable).with_name("uv")
    if found := str(beside) if beside.exists() else shutil.which("uv"):
        return found
    raise PalabreError("uv is not installed: run `make nlu`, which brings it")


def plain_environment() -> Mapping[str, str]:
    """Return our variables without those that lead another Python astray."""
    astray = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "PYENV_VERSION")
    return {name: value for name, value in os.environ.items() if name not in astray}


def _candidates() -> Iterator[Path]:
    folders = (Path(part) for part in os.get_exec_path())
    yield from (folder / f"python{VERSION}" for folder in folders)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob(f"versions/{VERSION}.*/bin/python"), reverse=True)
    asked = [find_uv(), "python", "find", "--managed-python", "--no-python-downloads", VERSION]
    found = subprocess.run(asked, env=plain_environment(), capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if found.returncode == 0:
        yield Path(found.stdout.strip())


def _runs(python: Path) -> bool:
    """Tell whether this is a Python of the version that can make environments; shims of pyenv may be neither."""
    check = f"import sys, venv; sys.exit(sys.version_info[:2] != ({VERSION.replace('.', ', ')}))"
    return (
        python.exists()
        and subprocess.run([python, "-c", check], env=plain_environment(), capture_output=True, check=False).returncode == 0  # noqa: S603 - our own words
    )  # fmt: skip


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other process holds the lock; the system frees it when its holder dies."""
    import fcntl

    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main() -> None:
    """Make the environment, and say where it is; an error is one sentence."""
    try:
        python = make_environment()
    except PalabreError as fault:
        sys.exit(f"palabre: {fault}")
    sys.stdout.write(f"Rasa is installed in {python.parents[1]}\n")


if __name__ == "__main__":
    main()
