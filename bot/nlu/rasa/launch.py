"""How does a Rasa command run, so that it ends with whoever began it, and leaves nothing behind?

Run by Rasa's own Python 3.10, as a file: it imports nothing of ours. The first line of its input is the command,
in JSON, so that a secret in it shows in no list of processes; the end of its input is the end of the command.
"""

from __future__ import annotations

import json
import os
import runpy
import shutil
import sys
import tempfile
import threading
from pathlib import Path


def main() -> None:
    """Run `rasa` with the words of the first line, in a folder of its own that goes with it."""
    words, here = json.loads(_first_line()), Path(__file__).resolve().parent
    folder = tempfile.mkdtemp(prefix="palabre-rasa-")
    # models are unpacked below TMPDIR; Rasa notes things below HOME
    os.environ["TMPDIR"] = os.environ["HOME"] = tempfile.tempdir = folder
    os.chdir(folder)
    threading.Thread(target=_end_with_the_input, args=(folder,), daemon=True).start()
    sys.argv = ["rasa", *words]
    # config.yml names what is there
    sys.path.append(str(here / "components"))
    # without a file of credentials, Rasa opens a channel to anybody
    Path("credentials.yml").write_text("{}\n", encoding="utf-8")
    try:
        runpy.run_module("rasa", run_name="__main__", alter_sys=True)
    finally:
        os.chdir("/")
        shutil.rmtree(folder, ignore_errors=True)


def _first_line() -> bytes:
    """Read one line from the input, and not a byte more."""
    line = b""
    while not line.endswith(b"\n"):
        if not (byte := os.read(0, 1)):
            sys.exit("no command on the input")
        line += byte
    return line


def _end_with_the_input(folder: str) -> None:
    while os.read(0, 1024):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    main()
