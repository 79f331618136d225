"""Is this password the one that was chosen, and is one good enough to be chosen?"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

#: characters that a password has at least, at most: the longest keeps hashing short
SHORTEST, LONGEST = 12, 128
#: zxcvbn's mark (0 to 4) that a password must reach: 3 is "safely unguessable"
MARK = 3
#: characters that zxcvbn looks at: its time grows with their square
LOOKED_AT = 72
#: letters of a known word that tell something
TELLING = 4
#: hashes computed at the same time: each takes 64 MiB
AT_ONCE = 2
#: stands for the password of an account that is not there, so that both cases take the same time
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$LoZobXMu0CmNeojUXdFY3Q$IHBtPZ+gYuAru7PFpUCCNSgqO4pqO/4pp/DcKnUjxVI"


class Passwords:
    """Hashes passwords with Argon2id, off the event loop, two at a time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def hash(self, password: str) -> str:
        """Return what is stored of a password."""
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, stored: str, password: str) -> bool:
        """Tell whether it is the password; as long for an empty `stored`, which none matches."""
        async with self._turns:
            right = await asyncio.to_thread(self._verify, stored or NOBODY, password[:LONGEST])
        return right and bool(stored)

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except VerificationError:
            return False


def find_fault(password: str, known: Sequence[str] = ()) -> str | None:
    """Return what is wrong with a password to be chosen: short, long, common; None when it is good.

    `known` is what others know of the person: name, address, town.
    """
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    from zxcvbn import zxcvbn  # its lists of words take 12 MiB, which no other page needs

    words = {word.casefold() for text in known for word in re.split(r"\W+", text) if len(word) >= TELLING}
    # what others know of the person makes nothing harder to guess
    rest = re.sub(
        "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "$", "", password.casefold()
    )
    marks = (zxcvbn(text[:LOOKED_AT] or "-", list(words))["score"] for text in (password, rest))
    return "common" if min(marks) < MARK else None
