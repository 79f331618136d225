"""Where do the files of pretend residents lie, and under which names?"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

#: What may be kept, once it was painted anew, and how it is named on disk.
SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}
MEDIA_TYPES = {suffix: media_type for media_type, suffix in SUFFIXES.items()}

#: Longest name that is kept, in characters.
NAME_LENGTH = 80

_REFERENCE = re.compile(r"[A-Za-z0-9_-]{22}\.[a-z]{3,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Upload:
    """One stored file."""

    path: Path
    media_type: str


def store_upload(folder: Path, content: bytes, media_type: str) -> str:
    """Write the file whole under a random name, and return its reference; KeyError for other media types."""
    reference = f"{secrets.token_urlsafe(16)}.{SUFFIXES[media_type]}"
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{reference}.partial"
    partial.write_bytes(content)
    partial.replace(folder / reference)
    return reference


def find_upload(folder: Path, reference: str) -> Upload | None:
    """Return the file of a reference; None for anything that `store_upload` did not name."""
    if not _REFERENCE.fullmatch(reference):
        return None
    path = folder / reference
    media_type = MEDIA_TYPES.get(path.suffix[1:])
    return Upload(path, media_type) if media_type and path.is_file() else None


def clean_name(name: str) -> str:
    """Return the last part of a file name without control or direction marks, cut to NAME_LENGTH; "file" if empty."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    return kept[-NAME_LENGTH:] or "file"
