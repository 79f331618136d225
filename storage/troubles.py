"""What is wrong with a store, and what mends it? One table: a state, an SQLite name or an OS error → one sentence.

Starts, commands and the running log say the same. The words are fixed: nothing of an error's own text is among them,
which may hold a resident's words, a number or a password.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DATABASE, FILE, REDIS = (
    "PALABRE_DATABASE_URL", "PALABRE_DATA, or PALABRE_DATABASE_URL where it is set", "PALABRE_REDIS_URL",
)  # fmt: skip

#: how a URL is to be written; what is not encoded is read as another host, another name or another password
SPELLING = "write @ / : # ? % in a password as %40 %2F %3A %23 %3F %25"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that may be wrong, as an operator reads it."""

    #: who, and what is the matter
    what: str
    #: what to do
    remedy: str
    #: the setting that leads there
    setting: str = DATABASE
    #: it answers all the same: who reads well may still be refused to write
    reads: bool = False
    #: the service does without, and it ends by itself
    passes: bool = False

    def __str__(self) -> str:
        return f"{self.what} ({self.setting}): {self.remedy}"

    def told(self, meanwhile: str) -> str:
        """Return the sentence of a service that goes on."""
        return f"{self.what} ({self.setting}), {meanwhile}: {self.remedy}"


def _away(why: str) -> Trouble:
    return Trouble("the database is away", why)


_UNKNOWN = _away("are its host and its port right, and does it run?")
_FULL = "the database cannot write, its disk is full or broken"
_READ_ONLY = "the database is read-only"
_BROKEN = "the database's file is broken, or is none of SQLite's"
_GAVE_WAY = Trouble("the database gave a transaction up", "others wanted the same rows: try again")
_TLS = _away("TLS could not be agreed on with it: look at sslmode and at its certificate")
_NO_SOCKET = _away(
    "nothing listens at the socket that is named: is the folder of ?host= right, and does it run?"
)

#: PostgreSQL's state, SQLite's name or the class of an error, or how they begin → trouble; the longest that fits
TROUBLES: Mapping[str, Trouble] = {
    "25006": Trouble(_READ_ONLY, "name the primary, or let it be written to", reads=True),
    "28": Trouble(
        "the database refuses this account",
        "is the name before : right, and does pg_hba.conf let it in from here?",
    ),
    "28P01": Trouble("the database refuses the name or the password", f"are they the account's? {SPELLING}"),
    "3D000": Trouble(
        "the database server has no database of this name",
        "mend what follows the last /, or create it (docs/how-to/deploy.md)",
    ),
    "40": _GAVE_WAY,
    "42501": Trouble(
        "the database does not let this account do what it must", "make it the owner (docs/how-to/deploy.md)"
    ),
    "53100": Trouble(_FULL, "make room", reads=True),
    "53200": _away("it has no memory left: give it more, or run fewer processes"),
    "53300": Trouble(
        "the database takes no more connections", "raise max_connections, or run fewer processes"
    ),
    "55000": _away("it takes no connections: ALTER DATABASE … ALLOW_CONNECTIONS true lets it"),
    "55P03": _GAVE_WAY,
    "57P03": _away("it starts, or stops: try again in a moment"),
    "58": Trouble(_FULL, "make room", reads=True),
    "SQLITE_BUSY": Trouble("the database is held by another process", "let it finish, or stop it", FILE),
    "SQLITE_CANTOPEN": Trouble(
        "the database's file cannot be opened", "is the folder there, and may this account write in it?", FILE
    ),
    "SQLITE_CORRUPT": Trouble(_BROKEN, "restore a copy (docs/how-to/back-up-and-restore.md)", FILE),
    "SQLITE_FULL": Trouble(_FULL, "make room", FILE, reads=True),
    "SQLITE_IOERR": Trouble(_FULL, "make room", FILE, reads=True),
    "SQLITE_NOTADB": Trouble(_BROKEN, "restore a copy (docs/how-to/back-up-and-restore.md)", FILE),
    "SQLITE_READONLY": Trouble(
        _READ_ONLY, "let this account write the file, its folder and the disk", FILE, reads=True
    ),
    "ConnectionError": _away(
        "it closed the connection before anything was said, as it does where it has no TLS: look at sslmode, does it run?"
    ),
    "ConnectionRefusedError": _away("nothing listens at its host and port: are they right, and does it run?"),
    "FileNotFoundError": _NO_SOCKET,
    "NotADirectoryError": _NO_SOCKET,
    "PermissionError": _away("this account may not use its socket"),
    "SSL": _TLS,
    "SSLCertVerificationError": _away(
        "its certificate is not believed: is the host after @ one of its names, and is it signed by the authority that "
        "sslrootcert names?"
    ),
    "TimeoutError": _away("it does not answer in time: does it run, is it too busy, is a firewall between?"),
    "gaierror": _away(f"nobody knows its host: mend the name after @, or {SPELLING}"),
}

#: the class of redis-py's error → trouble
REDIS_TROUBLES: Mapping[str, Trouble] = {
    name: Trouble(what, remedy, REDIS)
    for names, what, remedy in (
        (
            ("AuthenticationError", "AuthenticationWrongNumberOfArgsError"),
            "Redis refuses its password or its account",
            f"write redis://user:password@host ({SPELLING}), and restart",
        ),
        (
            ("NoPermissionError",),
            "Redis does not let this account do what it must",
            "let it use scripts, and the keys and channels palabre:* (ACL SETUSER … ~palabre:* &palabre:* +@all -@dangerous)",
        ),
        (
            ("SSLCertVerificationError",),
            "Redis is away",
            "its certificate is not believed: is the host after @ one of its names, and is it signed by the authority "
            "of ?ssl_ca_certs=file?",
        ),
        (("SSLError",), "Redis is away", "TLS could not be agreed on with it: has it TLS at this port?"),
        (
            ("ResponseError",),
            "Redis answers, and refuses what it is asked",
            "is the number that ends the address one of its databases (0 to 15, unless it was told otherwise)?",
        ),
        (("ReadOnlyError",), "Redis is read-only", "name the primary"),
        (
            ("OutOfMemoryError",),
            "Redis has no memory left",
            "raise its maxmemory, or give it to Palabre alone",
        ),
        (("BusyLoadingError",), "Redis is away", "it reads its file: wait a moment"),
    )
    for name in names
} | {
    "FileNotFoundError": Trouble(
        "Redis is away",
        "a file that the address names is not there, its socket or its certificates: does it run?",
        REDIS,
        passes=True,
    )
}
_REDIS_AWAY = Trouble(
    "Redis is away", "are its host and its port right, and does it run?", REDIS, passes=True
)


def trouble_of(code: str) -> Trouble:
    """Return what a cause of the database means; what is in no table is an absence."""
    return _known(code) or _UNKNOWN


def redis_trouble_of(code: str) -> Trouble:
    """Return what a cause of Redis means."""
    return REDIS_TROUBLES.get(code, _REDIS_AWAY)


def is_known(code: str) -> bool:
    """Tell whether the table has a sentence for a cause of the database."""
    return _known(code) is not None


def _known(code: str) -> Trouble | None:
    fitting = [begin for begin in TROUBLES if code.startswith(begin)]
    return TROUBLES[max(fitting, key=len)] if fitting else None
