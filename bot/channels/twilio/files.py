"""How is a photo or file of an SMS or WhatsApp message fetched? From Twilio alone, with the account's key.

Twilio answers with the address of its store, signed for a while: that one is asked without the key.
"""

from __future__ import annotations

import re

from aiohttp import encode_basic_auth
from yarl import URL

from bot.channels.download import Download
from bot.channels.fetching import STRANGE, Unfetched
from bot.channels.twilio.parse import REFERENCE

#: Where Twilio's API lives, in every region.
API = ".twilio.com"
#: Where it stores files.
STORES = (".twilio.com", ".twiliocdn.com", ".amazonaws.com")
#: How often a file may be elsewhere.
HOPS = 3


class TwilioFiles:
    """Files of one account (fetching.Fetcher)."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str, download: Download) -> None:
        self._key = {"Authorization": encode_basic_auth(account_sid, auth_token)}
        self._api = URL(api_url)
        self._path = re.compile(
            rf"/2010-04-01/Accounts/{re.escape(account_sid)}/Messages/\w{{34}}/Media/\w{{34}}(\.json)?",
            re.ASCII,
        )
        self._download = download

    async def fetch(self, reference: str) -> bytes | Unfetched:
        """Return the file; an address that is not of this account's media is asked for nothing."""
        url = _read(reference)
        if url is None or not self._is_ours(url):
            return STRANGE
        answer = await self._download.get(url, self._key)
        for _ in range(HOPS):
            if not isinstance(answer, URL):
                return answer
            if not self._is_store(answer):
                return STRANGE
            answer = await self._download.get(answer)
        return STRANGE if isinstance(answer, URL) else answer

    def _is_ours(self, url: URL) -> bool:
        """Tell whether the address is one of the account's media, at Twilio or at the server set for tests."""
        return (self._is_api(url) or _is_at(url, (API,))) and self._path.fullmatch(url.path) is not None

    def _is_store(self, url: URL) -> bool:
        return self._is_api(url) or _is_at(url, STORES)

    def _is_api(self, url: URL) -> bool:
        return bool(url.host) and _place(url) == _place(self._api)


def _read(reference: str) -> URL | None:
    """Return the address in a reference; None when there is none, or one that names a user."""
    try:
        url = URL(reference.removeprefix(REFERENCE))
    except ValueError:
        return None
    whole = reference.startswith(REFERENCE) and url.absolute and url.host and not url.user
    return url if whole and url.scheme in ("http", "https") else None


def _place(url: URL) -> tuple[str, str | None, int | None]:
    return url.scheme, url.host, url.port


def _is_at(url: URL, hosts: tuple[str, ...]) -> bool:
    return url.scheme == "https" and url.port == 443 and (url.host or "").endswith(hosts)
