"""Does every code that an operator may meet have one sentence that says what to do, and quotes nothing?"""

from __future__ import annotations

import re
from pathlib import Path

import asyncpg
import pytest

from bot.logs import DIGITS, WORD
from storage.database import open_database
from storage.errors import RedisAway, Refused, StorageError, Unavailable
from storage.troubles import TROUBLES, redis_trouble_of, trouble_of


@pytest.mark.parametrize("code", TROUBLES)
def test_every_cause_can_be_logged(code: str) -> None:
    """A cause that the log would mask tells nobody anything."""
    assert WORD.fullmatch(code) and not DIGITS.search(code)
    told = str(Unavailable(code))
    assert told.endswith(f"({code})") and re.search(r"\(PALABRE_DATA\w*", told)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            Refused("28P01", None),
            "refuses the name or the password (PALABRE_DATABASE_URL): are they the account's? write @",
        ),
        (Refused("28000", None), "does pg_hba.conf let it in"),
        (
            Refused("3D000", None),
            "no database of this name (PALABRE_DATABASE_URL): mend what follows the last /",
        ),
        (Refused("42501", "CREATE TABLE"), "make it the owner"),
        (Refused("SQLITE_NOTADB", "SELECT 1"), "restore a copy"),
        (Refused("42P01", "SELECT nothing"), "the database refused (42P01): SELECT nothing"),
        (Unavailable("25006"), "the database is read-only"),
        (Unavailable("53300"), "raise max_connections"),
        (Unavailable("SQLITE_FULL"), "(PALABRE_DATA, or PALABRE_DATABASE_URL where it is set): make room"),
        (Unavailable("SQLITE_IOERR_WRITE"), "its disk is full or broken"),
        (Unavailable("gaierror"), "nobody knows its host: mend the name after @, or write @ / : # ? % in a"),
        (Unavailable("SSLError"), "TLS could not be agreed on"),
        (Unavailable("SSLCertVerificationError"), "its certificate is not believed: is the host after @"),
        (Unavailable("ConnectionError"), "look at sslmode"),
        (Unavailable("not listening"), "does it run?"),
        (RedisAway("ResponseError"), "is the number that ends the address one of its databases"),
        (RedisAway("AuthenticationError"), "Redis refuses its password"),
        (RedisAway("NoPermissionError"), "let it use scripts, and the keys and channels palabre:*"),
        (RedisAway("SSLCertVerificationError"), "of ?ssl_ca_certs=file"),
        (RedisAway("FileNotFoundError"), "its socket or its certificates"),
        (RedisAway("ConnectionError"), "Redis is away (PALABRE_REDIS_URL)"),
    ],
)
def test_a_code_becomes_a_sentence(error: StorageError, words: str) -> None:
    assert words in str(error) and "\n" not in str(error)


def test_the_longest_beginning_wins() -> None:
    assert trouble_of("28P01").what != trouble_of("28000").what
    assert trouble_of("57P03").what == trouble_of("57P01").what == "the database is away"


def test_who_reads_well_may_not_write() -> None:
    assert all(trouble_of(code).reads for code in ("25006", "53100", "SQLITE_FULL", "SQLITE_READONLY"))
    assert not trouble_of("53300").reads and not redis_trouble_of("ReadOnlyError").reads


async def test_a_host_nobody_knows_is_told() -> None:
    database = open_database("postgresql://me:pass@word@no.such.host.invalid/town")
    with pytest.raises(Unavailable, match="nobody knows its host") as caught:
        await database.ping()
    await database.close()
    assert "word" not in str(caught.value).replace("password", "")


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "palabre.db").write_text("a letter, and no database" * 99, encoding="utf-8")
    database = open_database(f"sqlite:///{tmp_path}/palabre.db")
    with pytest.raises(Refused, match="none of SQLite's"):
        await database.ping()
    await database.close()


@pytest.mark.needs("postgresql")
async def test_a_name_postgresql_lacks_is_told(postgresql_url: str) -> None:
    base, _, query = postgresql_url.partition("?")
    database = open_database(f"{base}_gone?{query}")
    with pytest.raises(Refused, match="no database of this name"):
        await database.ping()
    await database.close()


@pytest.mark.needs("postgresql")
async def test_a_standby_tells_what_it_is(postgresql_url: str) -> None:
    name = postgresql_url.partition("?")[0].rpartition("/")[2]
    admin = await asyncpg.connect(postgresql_url)
    try:
        await admin.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
        database = open_database(postgresql_url)
        with pytest.raises(Unavailable, match=r"the database is read-only .* \(25006\)"):
            await database.ping()
        await database.close()
    finally:
        await admin.execute("SET default_transaction_read_only = off")
        await admin.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
        await admin.close()
