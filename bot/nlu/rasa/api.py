"""What is asked of a Rasa server over HTTP? To understand a text, to name its model, to take another one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from bot.nlu.errors import BackendUnavailable

NAME = "rasa"
#: Seconds to be connected to a server of the same machine or network.
CONNECT = 0.2
#: Texts that are understood at once; more only wait in the server.
AT_ONCE = 8
#: Seconds for a server that loads a model: one of DIET takes 40.
LOADING = 60.0
#: The only role that Rasa lets understand and load.
ADMIN = {"user": {"username": "palabre", "role": "admin"}}


class RasaApi:
    """One Rasa server; build it inside the loop, and close it. Every method raises BackendUnavailable."""

    def __init__(self, url: str, secret: str, connect: float = CONNECT) -> None:
        self._url, self._connect = url.rstrip("/"), connect
        import jwt  # brings all of cryptography along: read where there is a Rasa only

        # a token in the address would end in the logs of proxies
        token = jwt.encode(ADMIN, secret, algorithm="HS256")
        self._session = ClientSession(
            connector=TCPConnector(limit=AT_ONCE),
            cookie_jar=DummyCookieJar(),
            headers={"Authorization": f"Bearer {token}"},
        )

    async def parse(self, text: str, seconds: float) -> Any:
        """Return Rasa's answer for one text, neither blank nor with a slash in front, within `seconds`."""
        return await self._ask("POST", "/model/parse", seconds, {"text": text})

    async def model(self, seconds: float = LOADING) -> str:
        """Return the file name of the model that is served; a server without one answers 409."""
        answer = await self._ask("GET", "/status", seconds)
        try:
            return Path(answer["model_file"]).name
        except (KeyError, TypeError) as fault:
            raise BackendUnavailable(NAME, "not Rasa") from fault

    async def load(self, model: Path) -> None:
        """Have the server take another model, while it goes on with the one it has."""
        await self._ask("PUT", "/model", LOADING, {"model_file": str(model)})
        if await self.model() != model.name:
            raise BackendUnavailable(NAME, "kept its model")

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    async def _ask(
        self, method: str, path: str, seconds: float, body: Mapping[str, Any] | None = None
    ) -> Any:
        limit = ClientTimeout(total=seconds, sock_connect=self._connect)
        try:
            async with self._session.request(
                method, self._url + path, json=body, timeout=limit, allow_redirects=False
            ) as answer:
                if answer.status >= 300:
                    raise BackendUnavailable(NAME, str(answer.status))
                return await answer.json() if answer.status != 204 else None
        except TimeoutError as fault:
            raise BackendUnavailable(NAME, "timeout") from fault
        # a server that stops may cut an answer in two
        except (ClientError, ValueError) as fault:
            raise BackendUnavailable(NAME, type(fault).__name__) from fault
