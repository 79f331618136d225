"""How does a process of the service start twenty times in a test, and not cost two seconds of imports each time?

`python -m tests.faults.nursery` imports everything once, then forks: each child runs the command that `palabre` runs. It
reads one JSON value a line and answers one: a start (command, environment, log) with a pid, a pid with its exit code
once it has ended. When its input ends, its children do.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from tests.needs import ROOT


class Nursery:
    """The one who forks, and where it is asked."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def start(self, command: str, environment: Mapping[str, str], log: Path) -> int:
        """Run a command of `palabre`; return its pid."""
        return self._ask([command, dict(environment), str(log)])

    def wait(self, pid: int) -> int:
        """Return the exit code of a child once it has ended, negative when it was killed."""
        return self._ask(pid)

    def close(self) -> None:
        """End every child, whatever happened."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _ask(self, question: Any) -> int:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(orjson.dumps(question) + b"\n")
        self._process.stdin.flush()
        return int(orjson.loads(self._process.stdout.readline()))


def main() -> None:
    """Fork and wait as asked, until there are no more questions."""
    _load()
    children: set[int] = set()
    for line in sys.stdin.buffer:
        match orjson.loads(line):
            case [command, environment, log]:
                answer = _fork(command, environment, log)
                children.add(answer)
            case int(pid):
                answer = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                children.discard(pid)
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
        sys.stdout.buffer.flush()
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _load() -> None:
    """Import what a process of the service imports, also what it imports late."""

    import storage.postgresql  # noqa: F401

    gc.freeze()


def _fork(command: str, environment: Mapping[str, str], log: str) -> int:
    child = os.fork()
    if child:
        return child
    try:
        _become(command, environment, log)
    except BaseException:  # noqa: BLE001 - a fork must never go on as its parent
        traceback.print_exc()
    os._exit(70)


def _become(command: str, environment: Mapping[str, str], log: str) -> None:
    """Be a process of the service, to the end."""
    os.environ.clear()
    os.environ.update(environment)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (file, 1), (file, 2)):
        os.dup2(ours, theirs)
    from bot.cli import main as palabre

    sys.argv = ["palabre", command]
    try:
        palabre()
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 1)


if __name__ == "__main__":
    main()
