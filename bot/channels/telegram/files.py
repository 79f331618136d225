"""How is a photo or file of a Telegram message fetched? `getFile`, then its path, for an hour at least."""

from __future__ import annotations

import re

from telegram import Bot
from telegram.error import TelegramError
from yarl import URL

from bot.channels.download import Download
from bot.channels.fetching import LARGEST, NETWORK, STRANGE, TOO_LARGE, Unfetched
from bot.channels.telegram.api import call
from bot.channels.telegram.failures import classify
from bot.channels.telegram.media import REFERENCE

#: What Telegram names a file: "photos/file_12.jpg"; a server of one's own in local mode names a path of its machine.
_PATH = re.compile(r"(?!.*\.\.)[\w-][\w./-]{0,250}", re.ASCII)


class TelegramFiles:
    """Files of one bot's chats (fetching.Fetcher)."""

    def __init__(self, bot: Bot, download: Download) -> None:
        self._bot, self._download = bot, download

    async def fetch(self, reference: str) -> bytes | Unfetched:
        """Return the file; its address holds the bot's token and is told to nobody."""
        if not reference.startswith(REFERENCE):
            return STRANGE
        try:
            found = await call(self._bot, "getFile", {"file_id": reference.removeprefix(REFERENCE)})
        except TelegramError as error:
            return _refused(error)
        if not isinstance(found, dict) or not _PATH.fullmatch(str(found.get("file_path", ""))):
            return STRANGE
        size = found.get("file_size")
        if isinstance(size, int) and size > LARGEST:
            return TOO_LARGE
        answer = await self._download.get(URL(f"{self._bot.base_file_url}/{found['file_path']}"))
        return STRANGE if isinstance(answer, URL) else answer


def _refused(error: TelegramError) -> Unfetched:
    if "too big" in error.message.lower():
        return TOO_LARGE
    failure = classify(error)
    return Unfetched(failure.retryable, failure.code) if failure.code != "network" else NETWORK
