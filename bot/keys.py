"""Which key signs and hashes? The one that is set, else one made once and kept in the data folder."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from bot.errors import SettingsError
from bot.settings.model import SECRET_LENGTH, Settings

#: file of the key that was made, in the data folder; only its owner may read it
FILE = "secret.key"


def read_key(settings: Settings) -> bytes:
    """Return the secret key; make it at the first start. Raise SettingsError when it cannot be kept."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    path = settings.data / FILE
    try:
        return path.read_bytes() if path.exists() else _make(path)
    except OSError as error:
        what = f"is {str(settings.data)!r}, where the key cannot be kept ({error.strerror})"
        raise SettingsError("PALABRE_DATA", what, "name another folder") from error


def _make(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_hex(SECRET_LENGTH).encode()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    return key


def keyed_hash(key: bytes, kind: str, value: str) -> str:
    """Return the HMAC-SHA256 of a value under its kind, in hexadecimal: a proof that tells nothing."""
    return hmac.new(key, f"{kind}\0{value}".encode(errors="replace"), hashlib.sha256).hexdigest()
