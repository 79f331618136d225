"""What does the secret key do for staff: seal secrets, prove forms, hash tokens?"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from bot.keys import keyed_hash

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

#: random bytes of a token: 256 bits
TOKEN = 32


def new_token() -> str:
    """Return a token that nobody can guess, in letters that an address may hold."""
    return secrets.token_urlsafe(TOKEN)


def hash_token(token: str) -> str:
    """Return what is kept of a token; it is random, so that a plain hash is enough."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


class Vault:
    """Every use of the secret key at the console, each under a key of its own."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        sealing = hmac.new(key, b"staff secrets", hashlib.sha256).digest()
        self._sealing = base64.urlsafe_b64encode(sealing)

    def seal(self, secret: str) -> str:
        """Return a secret that only this key opens."""
        return self._fernet().encrypt(secret.encode()).decode()

    def unseal(self, sealed: str) -> str | None:
        """Return the secret; None when another key sealed it."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet().decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def _fernet(self) -> Fernet:
        from cryptography.fernet import Fernet  # 9 MiB, which a service without staff never needs

        return Fernet(self._sealing)

    def csrf(self, token_hash: str) -> str:
        """Return the token of every form of one session."""
        return keyed_hash(self._key, "csrf", token_hash)

    def writer(self, staff: str) -> str:
        """Return what stands for a member of staff in their forms: it outlives their session, and proves nothing."""
        return keyed_hash(self._key, "writer", staff)

    def trace(self, kind: str, value: str) -> str:
        """Return what stands for a name or an address in what is kept of failures."""
        return keyed_hash(self._key, f"staff {kind}", value)
