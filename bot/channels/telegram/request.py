"""How do calls of the Bot API travel? Through aiohttp: a quarter of what httpx costs, and less when many fly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.request import getproxies

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

#: Connections at once. Telegram takes about 30 messages a second (norms §6): there are always enough.
CONNECTIONS = 100
#: Seconds for reaching the server, and for a whole call.
CONNECT, READ = 5.0, 15.0
#: Seconds that the address of the server is believed.
NAMES = 300

_JSON = {"Content-Type": "application/json"}

#: The call never left: it can be made again without a doubt. After any other error it may have been heeded.
_NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


@dataclass(frozen=True, slots=True)
class Plain:
    """What `RequestData` tells a transport, of parameters that are JSON values already."""

    parameters: Mapping[str, Any]


class AiohttpRequest(BaseRequest):
    """The transport of a `telegram.Bot`; its session opens at the first call, in the loop of that call."""

    __slots__ = ("_read_timeout", "_session")

    def __init__(self, read_timeout: float = READ) -> None:
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds that a whole call may last, unless it says otherwise itself."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Do nothing: the session opens at the first call."""

    async def shutdown(self) -> None:
        """Close the connections; a later call opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(self, url: str, params: Mapping[str, Any], wait: float | None = None) -> Any:
        """Return the result of a method whose parameters are JSON values; None are left out. Raise TelegramError.

        The library's own way there looks at each parameter for a file, a date or an object of its own: a twentieth of
        what an update costs (docs/performance.md). `post`, which judges the answer, is the library's all the same.
        """
        data = Plain({name: value for name, value in params.items() if value is not None})
        timeout = BaseRequest.DEFAULT_NONE if wait is None else wait
        return await self.post(url, cast(RequestData, data), read_timeout=timeout)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return an answer, with a `result` whatever the server forgot. Raise TelegramError when it is none."""
        try:
            answer = orjson.loads(payload)
        except orjson.JSONDecodeError:
            raise TelegramError("the answer is not JSON") from None
        if not isinstance(answer, dict):
            raise TelegramError("the answer is not an object")
        answer.setdefault("result", None)
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the status and the body. Raise NetworkError when the call never left, else TimedOut."""
        options = _body(request_data)
        if read_timeout is not BaseRequest.DEFAULT_NONE:
            options["timeout"] = _timeout(read_timeout)  # type: ignore[arg-type]
        try:
            async with self._open().request(method, url, allow_redirects=False, **options) as response:
                return response.status, await response.read()
        except _NEVER_LEFT as error:
            raise NetworkError(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise TimedOut(type(error).__name__) from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS, ttl_dns_cache=NAMES),
                timeout=_timeout(self._read_timeout),
                cookie_jar=aiohttp.DummyCookieJar(),
                # looking for proxies costs at each call: only where there is one
                trust_env=bool(getproxies()),
            )
        return self._session


def _timeout(read: float | None) -> aiohttp.ClientTimeout:
    """Return the two clocks of a call; the two others that aiohttp has would cost a tenth of its time."""
    return aiohttp.ClientTimeout(total=read, sock_connect=CONNECT)


def _body(data: RequestData | Plain | None) -> dict[str, Any]:
    """Return what carries the parameters: one JSON object, or a form when files go along."""
    if data is None:
        return {}
    if isinstance(data, Plain) or not data.contains_files:
        return {"data": orjson.dumps(data.parameters), "headers": _JSON}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return {"data": form}
