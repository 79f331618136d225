"""How much memory does a back end take? Of Linux alone; elsewhere nobody knows.

`python -m bot.nlu.evaluation.memory DATA fr en` loads the embedded one in a process of its own, and says what that added.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# what a service holds without it, too: it is there before anything is measured
import structlog  # noqa: F401

from bot.nlu.corpus import read_corpus
from bot.nlu.rasa.process import LAUNCH
from dialogues.reading.lexicon import load_lexicons
from dialogues.reading.vocabulary import LANGUAGES

PROCESSES = Path("/proc")
#: Bytes of a megabyte.
MEGA = 1 << 20
#: Sentences of each language that are understood before memory is looked at: what fills up is full.
READ = 500


async def weigh_embedded(data: Path, languages: Sequence[str]) -> float | None:
    """Return the megabytes that the embedded one adds to a service, code and numpy included; None where nobody knows."""
    if resident() is None:
        return None
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.nlu.evaluation.memory", str(data), *languages,
        stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    said, _ = await child.communicate()
    return float(said) if child.returncode == 0 else None


async def weigh_rasa(_data: Path, _languages: Sequence[str]) -> float | None:
    """Return the megabytes of the Rasa servers that run on this machine as ours do; None where there is none."""
    found = [size for pid in _running() if (size := resident(pid)) is not None]
    return sum(found) or None


def resident(pid: int | None = None) -> float | None:
    """Return the megabytes of memory that a process holds, this one by default; None where nobody knows."""
    try:
        pages = (PROCESSES / str(pid or os.getpid()) / "statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / MEGA


def _running() -> list[int]:
    """Return the processes that run Rasa for us."""
    return [int(path.name) for path in PROCESSES.glob("[0-9]*") if os.fsencode(LAUNCH) in _command(path)]


def _command(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def main(data: Path, languages: Sequence[str]) -> None:
    """Say how many megabytes the embedded back end adds, once it has read something of each language."""
    texts = {language: [s.text for s in read_corpus(language).sentences[:READ]] for language in languages}
    load_lexicons(LANGUAGES)
    before = resident() or 0.0
    from bot.nlu.embedded.backend import EmbeddedBackend

    backend = EmbeddedBackend(data, languages)
    asyncio.run(backend.prepare())
    for language, some in texts.items():
        for text in some:
            backend.read(text, language)
    sys.stdout.write(f"{(resident() or 0.0) - before:.1f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
