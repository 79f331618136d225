"""How is a command of Rasa run beside us, so that it ends with us, and shows neither secrets nor residents' words?"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import orjson

from bot.nlu.embedded.cache import ROOT, sources

LAUNCH = Path(__file__).with_name("launch.py")
#: What Rasa says is kept in memory only, this many bytes of it, to name the fault when it does not start.
TAIL = 8192
#: Seconds to end what is under way.
GRACE = 3.0
#: Ours that Rasa may see; PALABRE_… holds secrets.
PASSED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TZ")
OWN = {
    "RASA_TELEMETRY_ENABLED": "false",
    # one text is too small to share out: more threads cost more than they bring
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    # at debug level it logs what people write
    "LOG_LEVEL": "WARNING",
    "SANIC_WORKERS": "1",
    "PYTHONUNBUFFERED": "1",
    "PYTHONUTF8": "1",
}


class RasaProcess:
    """A command of Rasa that runs; `begin` makes one."""

    def __init__(self, process: asyncio.subprocess.Process, folder: str) -> None:
        self._process, self._folder = process, folder
        self._said = bytearray()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def begin(cls, python: Path, words: Sequence[str]) -> RasaProcess:
        """Run `rasa` with these words in Rasa's Python; when we end, however, it ends."""
        folder = tempfile.mkdtemp(prefix="palabre-rasa-")
        lend(Path(folder))
        process = await asyncio.create_subprocess_exec(
            python,
            # UTF-8 whatever the machine's language, and no folder of ours on its path
            *("-X", "utf8", "-I", str(LAUNCH)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=_environment(os.environ),
            start_new_session=True,
        )
        running = cls(process, folder)
        assert process.stdin is not None
        with suppress(ConnectionError):
            process.stdin.write(orjson.dumps([folder, *words]) + b"\n")
            await process.stdin.drain()
        return running

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self._process.returncode is not None

    @property
    def last_words(self) -> str:
        """The last line that it said; before it serves, this holds nobody's words."""
        lines = self._said.decode(errors="replace").splitlines()
        return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "it said nothing")

    async def wait(self) -> int:
        """Wait for its end, and return its exit code."""
        code = await self._process.wait()
        await self._listening
        shutil.rmtree(self._folder, ignore_errors=True)
        return code

    async def stop(self) -> None:
        """End it: what is under way may finish, for some seconds."""
        if not self.ended:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), GRACE)
        if self._process.stdin is not None:
            self._process.stdin.close()
        if not self.ended:
            with suppress(ProcessLookupError):
                self._process.kill()
        await self.wait()

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        while said := await self._process.stdout.read(TAIL):
            self._said += said
            del self._said[:-TAIL]


def lend(folder: Path) -> None:
    """Copy below a folder what Rasa's Python shares with ours: nothing else of us is on its path."""
    shared = [source.relative_to(ROOT) for source in sources()]
    packages = {package / "__init__.py" for path in shared for package in path.parents if package.name}
    for path in (*shared, *(path for path in packages if (ROOT / path).exists())):
        copy = folder / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, copy)


def _environment(ours: Mapping[str, str]) -> Mapping[str, str]:
    return {name: ours[name] for name in PASSED if name in ours} | OWN
