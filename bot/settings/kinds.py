"""Which kinds of value can a setting have, and which are refused?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Annotated, Literal
from urllib.parse import parse_qs, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints
from pydantic_settings import NoDecode

from bot.settings.hours import check_hours

#: Digits of an E.164 number, or a short code of 3 to 8 digits.
NUMBER = re.compile(r"\+[1-9][0-9]{6,14}|[0-9]{3,8}")
#: Mobile numbers, closed to automated platforms in France since 2023-01-01 (norms §1).
FRENCH_MOBILE = ("+336", "+337")
#: What Telegram takes as the secret of a webhook; shorter than 16 can be guessed.
TELEGRAM_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
#: Stands for every language.
ANY = "any"
SCHEMES = ("http", "https")
STORES = ("sqlite", "postgresql")
#: Schemes of Redis, and what may follow ? in each.
REDIS_PARAMETERS: Mapping[str, frozenset[str]] = {
    "redis": frozenset(["db"]),
    "rediss": frozenset(["db", "ssl_ca_certs", "ssl_certfile", "ssl_keyfile", "ssl_check_hostname"]),
    "unix": frozenset(["db"]),
}


def check_url(value: str) -> str:
    """Return an http(s) address without its last slash."""
    parts = urlsplit(value)
    if parts.scheme not in SCHEMES or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("not an http(s) address")
    return value.rstrip("/")


def check_api(value: str) -> str:
    """Return a provider's address, which gets the token with each call: in the clear to this machine only."""
    url, parts = check_url(value), urlsplit(value)
    if parts.scheme != "https" and not _is_here(parts.hostname or ""):
        raise ValueError("a token would travel in the clear")
    return url


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def check_store(value: str) -> str:
    """Return the address of a database that the service knows."""
    parts = urlsplit(value)
    if parts.scheme not in STORES or not (parts.path or parts.hostname):
        raise ValueError("not a known database")
    return value


def check_redis(value: str) -> str:
    """Return the address of a Redis server; what the client would pass over, or die of, is refused."""
    parts = urlsplit(value)
    taken = REDIS_PARAMETERS.get(parts.scheme)
    # reading the port raises ValueError where it is a piece of a password
    if taken is None or (parts.port is None and not (parts.hostname or parts.path)):
        raise ValueError("not a Redis address")
    if parts.scheme != "unix" and parts.path.strip("/") and not parts.path.strip("/").isdecimal():
        raise ValueError("not a number of a database")
    if not set(parse_qs(parts.query, keep_blank_values=True)).issubset(taken) or parts.fragment:
        raise ValueError("not a parameter")
    return value


def check_number(value: str) -> str:
    """Return a number with its spaces taken out; refuse names, which cannot be answered (norms §1)."""
    number = re.sub(r"[ .-]", "", value)
    if not NUMBER.fullmatch(number):
        raise ValueError("not a number that can be answered")
    return number


def check_sms_number(value: str) -> str:
    """Return a number from which a platform may send SMS in France (norms §1)."""
    number = check_number(value)
    if number.startswith(FRENCH_MOBILE):
        raise ValueError("a mobile number")
    return number


def check_telegram_secret(value: SecretStr) -> SecretStr:
    """Return a secret in the letters that Telegram takes."""
    if not TELEGRAM_SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("not a webhook secret")
    return value


def split_languages(value: object) -> object:
    """Turn "fr, en" into ("fr", "en")."""
    return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value


def check_languages(value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages when there is one at least, and none twice."""
    if not value or len(set(value)) != len(value):
        raise ValueError("no language, or one twice")
    return value


def split_templates(value: object) -> object:
    """Turn "fr=HX…, en=HX…" into {"fr": "HX…", "en": "HX…"}; a lone "HX…" is for every language."""
    if not isinstance(value, str):
        return value
    parts = [part.strip().rpartition("=") for part in value.split(",")]
    return {language.strip() or ANY: sid.strip() for language, _, sid in parts}


def upper(value: object) -> object:
    """Take "info" for "INFO"."""
    return value.upper() if isinstance(value, str) else value


Url = Annotated[str, AfterValidator(check_url)]
Api = Annotated[str, AfterValidator(check_api)]
Store = Annotated[str, AfterValidator(check_store)]
Redis = Annotated[str, AfterValidator(check_redis)]
Number = Annotated[str, AfterValidator(check_number)]
SmsNumber = Annotated[str, AfterValidator(check_sms_number)]
TelegramSecret = Annotated[SecretStr, AfterValidator(check_telegram_secret)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Languages = Annotated[
    tuple[Language, ...], NoDecode, BeforeValidator(split_languages), AfterValidator(check_languages)
]
ContentSid = Annotated[str, StringConstraints(pattern=r"^HX[0-9a-fA-F]{32}$")]
Templates = Annotated[
    Mapping[Language, ContentSid], NoDecode, Field(min_length=1), BeforeValidator(split_templates)
]
WritingHours = Annotated[str, AfterValidator(check_hours)]
Holidays = Annotated[str, StringConstraints(pattern=r"^(none|[A-Z]{2}(-[A-Za-z0-9 ]{1,30})?)$")]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(upper)]
