"""Does the README show a conversation that took place?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.convention.tree import ROOT
from tests.docs.fences import Fence, fences


@pytest.mark.parametrize("fence", fences("chat"), ids=str)
def test_a_chat_goes_as_written(fence: Fence, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    written = [line[2:] for line in fence.body.splitlines() if line.startswith("> ")]
    chatted = at_any_hour(interleave(written, chat(fence.words, written, tmp_path)))
    if pytestconfig.getoption("--update-golden"):
        fence.rewrite(chatted)
    else:
        assert chatted == at_any_hour(fence.body)


def chat(arguments: tuple[str, ...], written: list[str], folder: Path) -> str:
    """Return what `palabre chat` prints to these lines, in an empty data folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    done = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "chat", *arguments],
        input="".join(f"{line}\n" for line in written),
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env=environment
        | {
            "PYTHONPATH": str(ROOT),
            "PALABRE_DATA": str(folder),
            "PALABRE_UNDERSTAND": "false",
            "PYTHONUTF8": "1",
        },
    )
    return done.stdout


def interleave(written: list[str], printed: str) -> str:
    """Put each line that was typed after its prompt: nobody's keyboard echoes here."""
    _, *said, _ = re.split(r"^> ", printed, flags=re.MULTILINE)
    parts = [f"> {line}\n{answer}" for line, answer in zip(written, said, strict=True)]
    return "".join(parts)


def at_any_hour(text: str) -> str:
    """Return the text as it is said by day."""
    return text.replace("Bonsoir", "Bonjour")
