"""Whose certificate is believed when PostgreSQL is reached over TLS, and what does the driver take for that?"""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import Any

from sqlalchemy import URL
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from storage.errors import BadDatabaseUrl

#: libpq's words for how far TLS is wanted: asyncpg takes the same
MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")

#: those that believe a certificate only where an authority signed it
VERIFYING = ("verify-ca", "verify-full")

#: libpq's parameter that names the authority's file, and its word for those that the system knows
AUTHORITY, SYSTEM = "sslrootcert", "system"

#: where libpq, and asyncpg, look when the URL names no authority: a variable, and a file of the account's
_VARIABLE, _FILE = "PGSSLROOTCERT", ".postgresql/root.crt"


def connect_options(url: URL) -> dict[str, Any]:
    """Return what asyncpg is called with for a URL of ours. Raise BadDatabaseUrl where its certificates cannot be read."""
    query = dict(url.query)
    authority = query.pop(AUTHORITY, "")
    _, options = PGDialect_asyncpg().create_connect_args(url.set(query=query))  # type: ignore[no-untyped-call]
    if authority:
        options["ssl"] = _context(str(authority), options["ssl"])
    return dict(options)


def check_tls(url: URL) -> None:
    """Raise BadDatabaseUrl for a way of TLS that is none, or an authority that is not named, or cannot be read."""
    mode = url.query.get("ssl", "prefer")
    if mode not in MODES:
        raise BadDatabaseUrl(f"sslmode is one of {', '.join(MODES)}")
    named = AUTHORITY in url.query
    if named and mode not in VERIFYING:
        raise BadDatabaseUrl(f"{AUTHORITY} goes with sslmode={' or '.join(reversed(VERIFYING))}")
    if mode in VERIFYING and not named and not _is_named_elsewhere():
        raise BadDatabaseUrl(
            f"sslmode={mode} wants {AUTHORITY}=, the file of the authority that signed the server's certificate, or "
            f"{SYSTEM}"
        )
    connect_options(url)


def _context(authority: str, mode: str) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=None if authority == SYSTEM else authority)
    except (OSError, ValueError):
        raise BadDatabaseUrl(f"{AUTHORITY} names no file of certificates that can be read here") from None
    context.check_hostname = mode == "verify-full"
    return context


def _is_named_elsewhere() -> bool:
    return bool(os.environ.get(_VARIABLE)) or (Path.home() / _FILE).exists()
