"""Who understands residents when the usual back end does not answer? Another one, trained from the same sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import structlog

from bot.nlu.breaker import Breaker
from bot.nlu.errors import BackendUnavailable
from bot.nlu.understanding import Backend, Understanding

log = structlog.get_logger()

#: Is told who understood, and how many texts
Count = Callable[[str, int], None]


class FallbackBackend:
    """Asks `usual`, and `spare` whenever the first fails or its circuit is open; owns both."""

    def __init__(self, usual: Backend, spare: Backend, breaker: Breaker, count: Count) -> None:
        self._usual, self._spare, self._breaker, self._count = usual, spare, breaker, count

    @property
    def name(self) -> str:
        """Name of the usual one."""
        return self._usual.name

    async def understand(self, texts: Sequence[str], language: str) -> Sequence[Understanding]:
        """Return what one of the two understands; raise what the spare one raises."""
        understood = await self._ask_usual(texts, language) if self._breaker.allows() else None
        answered = self._spare if understood is None else self._usual
        if understood is None:
            understood = await self._spare.understand(texts, language)
        self._count(answered.name, len(texts))
        return understood

    async def close(self) -> None:
        """Close both."""
        await self._usual.close()
        await self._spare.close()

    async def _ask_usual(self, texts: Sequence[str], language: str) -> Sequence[Understanding] | None:
        """Return what the usual one understands, or None when it does not answer."""
        was_open = self._breaker.is_open
        try:
            understood = await self._usual.understand(texts, language)
        except BaseException as fault:
            # a trial that is cancelled counts too, or nobody would ever try again
            self._breaker.fail()
            if not isinstance(fault, BackendUnavailable):
                raise
            if self._breaker.is_open and not was_open:
                log.warning("understanding falls back", kind=self._spare.name, cause=fault.cause)
            return None
        self._breaker.succeed()
        if was_open and not self._breaker.is_open:
            log.info("understanding is back", kind=self._usual.name)
        return understood
