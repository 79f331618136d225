"""How does a Rasa command run, so that it ends with whoever began it, and leaves nothing behind?

Run by Rasa's own Python 3.10, as a file: it imports nothing of ours but what was copied for it. The first line of its input is the command,
in JSON, so that a secret in it shows in no list of processes; the end of its input is the end of the command.
"""

from __future__ import annotations

import json
import os
import runpy
import shutil
import sys
import threading
from pathlib import Path

#: times that a folder is taken away into which Rasa still writes
TRIES = 10


def main() -> None:
    """Run `rasa` in the folder that the first line names, with the words that follow there."""
    folder, *words = json.loads(_first_line())
    here = Path(__file__).resolve().parent
    # models are unpacked below TMPDIR; Rasa notes things below HOME
    os.environ["TMPDIR"] = os.environ["HOME"] = folder
    os.chdir(folder)
    threading.Thread(target=_end_with_the_input, args=(folder,), daemon=True).start()
    sys.argv = ["rasa", *words]
    # config.yml names what is in the one; what that needs of ours was copied into the other
    sys.path += [str(here / "components"), folder]
    # without a file of credentials, Rasa opens a channel to anybody
    Path("credentials.yml").write_text("{}\n", encoding="utf-8")
    runpy.run_module("rasa", run_name="__main__", alter_sys=True)


def _first_line() -> bytes:
    """Read one line from the input, and not a byte more."""
    line = b""
    while not line.endswith(b"\n"):
        if not (byte := os.read(0, 1)):
            sys.exit("no command on the input")
        line += byte
    return line


def _end_with_the_input(folder: str) -> None:
    """End when whoever began this has ended, and take the folder away in their place."""
    while os.read(0, 1024):
        pass
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists():
            break
    os._exit(1)


if __name__ == "__main__":
    main()
