"""Does a passkey say that it is this person, on this site, now (WebAuthn)?

The library takes 15 MiB: it is read when the first passkey is made or used.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.visit import Staff
from storage.passkeys import Passkey

#: characters of what a browser answers that are read
CREDENTIAL_LIMIT = 20_000


def origin_of(request: web.Request) -> str:
    """Return the origin that browsers must name: the public address; without one, that of the request."""
    given = desk_of(request).settings.public_url or f"{request.scheme}://{request.host}"
    parts = urlsplit(given)
    return f"{parts.scheme}://{parts.netloc}"


def ask_key(request: web.Request, staff: Staff, known: Sequence[Passkey]) -> tuple[str, str]:
    """Return what a browser needs to make a passkey, as JSON, and the challenge that it must sign."""
    from bot.console import ceremony

    name, person = f"Palabre {desk_of(request).territory}", (staff.id, staff.email, staff.name)
    return ceremony.ask_key(ceremony.Site(*_site(request)), name, person, known)


def check_key(request: web.Request, challenge: str, credential: str) -> tuple[str, str, int] | None:
    """Return id, public key and counter of a passkey that was made for this challenge; None for anything else."""
    from bot.console import ceremony

    return ceremony.check_key(ceremony.Site(*_site(request)), challenge, credential)


def ask_proof(request: web.Request, known: Sequence[Passkey]) -> tuple[str, str]:
    """Return what a browser needs to use a passkey, as JSON, and the challenge that it must sign."""
    from bot.console import ceremony

    return ceremony.ask_proof(ceremony.Site(*_site(request)), known)


def check_proof(
    request: web.Request, known: Sequence[Passkey], challenge: str, credential: str
) -> tuple[str, int] | None:
    """Return the passkey that signed the challenge, and its new counter; None when none of these did."""
    from bot.console import ceremony

    site = ceremony.Site(*_site(request))
    return ceremony.check_proof(site, known, challenge, credential) if challenge else None


def _site(request: web.Request) -> tuple[str, str]:
    """Return the origin, and the host that passkeys are bound to."""
    origin = origin_of(request)
    return origin, urlsplit(origin).hostname or ""
