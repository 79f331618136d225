"""Who stops a test's server when the tests are killed? This process: it lives as long as its standard input.

`python supervisor.py FOLDER UID COMMAND…` runs the command as that user (-1: as we are), and when its input ends,
which the death of the tests brings about too, stops it and deletes the folder. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys

#: How long a server may take to stop before it is killed, in seconds.
PATIENCE = 60


def main(folder: str, uid: int, command: list[str]) -> None:
    """Run the command until standard input ends."""
    who = uid if uid >= 0 else None
    server = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
        stderr=subprocess.DEVNULL, user=who, group=who, extra_groups=None if who is None else [],
    )  # fmt: skip
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    sys.stdin.buffer.read()
    stop(server)
    shutil.rmtree(folder, ignore_errors=True)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to stop at once (PostgreSQL: fast shutdown), then insist on its whole session."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
