"""Where are the weights of a language kept? In the data folder, under a name that changes with data and code."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path

from bot.nlu.corpus import FOLDER, fingerprint

#: Sources that decide what weights mean; a change of one of them asks for new ones.
CODE = ("calibration.py", "model.py", "reading.py", "table.py", "terms.py", "training.py")
HERE = Path(__file__).parent


def path_of(folder: Path, language: str, data: Path = FOLDER) -> Path:
    """Return the file of a language's weights: `nlu-fr-<data>-<code>.npz`."""
    return folder / f"nlu-{language}-{fingerprint(language, data)}-{_code()}.npz"


@cache
def _code() -> str:
    digest = hashlib.blake2b(digest_size=4)
    sources = [HERE / name for name in CODE] + [HERE.parents[2] / "dialogues" / "reading" / "fold.py"]
    for path in [*sources, *sorted((HERE / "spelling").glob("*.yml"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def forget_others(kept: Path, language: str) -> None:
    """Remove the weights of this language that were learnt from other data or by other code."""
    for path in kept.parent.glob(f"nlu-{language}-*.npz"):
        if path != kept:
            with suppress(OSError):
                path.unlink()
