"""Where are the weights of a language kept? In the data folder, under a name that changes with data and code."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path

from bot.nlu.corpus import FOLDER, fingerprint

#: Top of the repository, or of where it is installed.
ROOT = Path(__file__).parents[3]
#: Sources that decide what weights mean, below it; a change of one of them asks for new ones. Rasa's Python reads them too.
CODE = (
    "bot/nlu/embedded/calibration.py",
    "bot/nlu/embedded/learning.py",
    "bot/nlu/embedded/model.py",
    "bot/nlu/embedded/reading.py",
    "bot/nlu/embedded/table.py",
    "bot/nlu/embedded/terms.py",
    "bot/nlu/embedded/spelling/*.yml",
    "dialogues/reading/fold.py",
    "dialogues/understanding.py",
)


def path_of(folder: Path, language: str, data: Path = FOLDER) -> Path:
    """Return the file of a language's weights: `nlu-fr-<data>-<code>.npz`."""
    return folder / f"nlu-{language}-{fingerprint(language, data)}-{_code()}.npz"


@cache
def _code() -> str:
    digest = hashlib.blake2b(digest_size=4)
    for source in sources():
        digest.update(source.read_bytes())
    return digest.hexdigest()


def sources() -> tuple[Path, ...]:
    """Return the files of CODE."""
    return tuple(path for pattern in CODE for path in sorted(ROOT.glob(pattern)))


def forget_others(kept: Path, language: str) -> None:
    """Remove the weights of this language that were learnt from other data or by other code."""
    for path in kept.parent.glob(f"nlu-{language}-*.npz"):
        if path != kept:
            with suppress(OSError):
                path.unlink()
