"""What do we ask of Twilio? To take a message, to keep the shape of a content, to say what it knows of us.

The library's base client is given plain parameters: its typed resources (`client.messages.create_async`) cost
80 µs more a call, 8 MiB, and drop the headers that say how long to wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import orjson
from aiohttp import ClientConnectorError, ClientError

from bot.channels.legibility import storable
from bot.channels.sending import Refused, Taken
from bot.channels.twilio.failures import UNCERTAIN, UNREACHABLE, refuse
from bot.channels.twilio.transport import TIMEOUT, Transport

API = "https://api.twilio.com"
#: Contents read at once; more than the service ever has shapes.
PAGE = 500
Json = Any


class TwilioClient:
    """One account at Twilio; build it inside the loop, and close it."""

    def __init__(
        self, account_sid: str, auth_token: str, api_url: str = API, *, timeout: float = TIMEOUT
    ) -> None:
        from twilio.base.client_base import ClientBase

        self._transport = Transport(timeout)
        self._client = ClientBase(account_sid, auth_token, http_client=self._transport)
        self._account = f"{api_url.rstrip('/')}/2010-04-01/Accounts/{account_sid}"
        self._contents = f"{content_url(api_url)}/v1/Content"

    async def send(self, fields: Mapping[str, str]) -> Taken | Refused:
        """Have a message taken; the fields are those of Twilio's Messages resource."""
        answer = await self._ask(
            "POST", f"{self._account}/Messages.json", {name: storable(v) for name, v in fields.items()}
        )
        name = _sid(answer)
        return name if isinstance(name, Refused) else Taken(name)

    async def keep(self, content: Mapping[str, Json]) -> str | Refused:
        """Have a content kept, and return its SID."""
        answer = await self._ask("POST", self._contents, content, {"Content-Type": "application/json"})
        return _sid(answer)

    async def kept(self) -> Mapping[str, str] | Refused:
        """Return the SIDs of the contents that are kept, by the name they were given."""
        answer = await self._ask("GET", f"{self._contents}?PageSize={PAGE}")
        if isinstance(answer, Refused):
            return answer
        listed = answer.get("contents") or ()
        return {each.get("friendly_name") or "": each.get("sid") or "" for each in listed}

    async def account(self) -> Mapping[str, Json] | Refused:
        """Return what Twilio knows of the account."""
        return await self._ask("GET", f"{self._account}.json")

    async def number(self, number: str) -> Mapping[str, Json] | Refused | None:
        """Return what Twilio knows of one of the account's numbers (E.164), None when it has no such number."""
        query = urlencode({"PhoneNumber": number})
        answer = await self._ask("GET", f"{self._account}/IncomingPhoneNumbers.json?{query}")
        if isinstance(answer, Refused):
            return answer
        return next(iter(answer.get("incoming_phone_numbers") or ()), None)

    async def close(self) -> None:
        """Close every connection."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _ask(
        self,
        method: str,
        url: str,
        data: Mapping[str, Json] | None = None,
        headers: dict[str, str] | None = None,
    ) -> dict[str, Json] | Refused:
        """Return what Twilio answered, or why it did not."""
        try:
            answer = await self._client.request_async(method, url, data=data, headers=headers)
        except ClientConnectorError:
            return refuse(UNREACHABLE)
        except (TimeoutError, ClientError):
            return refuse(UNCERTAIN)
        return _read(answer.status_code, answer.text, answer.headers or {})


def content_url(api_url: str) -> str:
    """Return where contents live: beside Twilio's API, or on the same server when it is one for tests."""
    parts = urlsplit(api_url.rstrip("/"))
    if not (parts.hostname or "").endswith(".twilio.com"):
        return parts.geturl()
    return parts._replace(netloc=parts.netloc.replace("api.", "content.", 1)).geturl()


def _read(status: int, text: str, headers: Mapping[str, str]) -> dict[str, Json] | Refused:
    """Return the answer when it is one; what is not of Twilio's form is judged by its status."""
    try:
        answer = orjson.loads(text)
    except orjson.JSONDecodeError:
        answer = None
    if 200 <= status < 300:
        return answer if isinstance(answer, dict) else refuse(UNCERTAIN)
    answer = answer if isinstance(answer, dict) else {}
    code = answer.get("code") or f"http_{status}"
    return refuse(str(code), status=status, retry_after=_seconds(headers.get("Retry-After", "")))


def _sid(answer: dict[str, Json] | Refused) -> str | Refused:
    """Return the name that Twilio gave; an answer without one says nothing of what became of the call."""
    if isinstance(answer, Refused):
        return answer
    return str(answer.get("sid") or "") or refuse(UNCERTAIN)


def _seconds(value: str) -> float:
    """Return how long to wait; 0 when nothing, or nothing readable, is said."""
    return float(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0.0
