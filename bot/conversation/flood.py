"""Does one address write more than anybody reads? Counted as messages come in, in this process, for a minute."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.channels.message import InboundMessage
from dialogues.reading.lexicon import Lexicon
from dialogues.urgency import is_urgent

#: seconds in which an address' messages are counted, and in which it is told once
WINDOW = 60.0

#: addresses that are remembered; beyond, those that wrote longest ago are forgotten
REMEMBERED = 20_000

#: messages of one address whose fate is remembered, so that one a provider sends again is not counted again
KNOWN = 200

#: take: it is answered; tell: its author is told instead that it is too much; limit: it is stored, and that is all
Fate = Literal["take", "tell", "limit"]


@dataclass(slots=True)
class Recent:
    """What one address wrote lately."""

    #: when each message that was taken came, on the clock
    taken: deque[float] = field(default_factory=deque)
    told_at: float = -WINDOW
    #: provider's id, or name of the album → its fate
    fates: OrderedDict[str, Fate] = field(default_factory=OrderedDict)


@dataclass(slots=True)
class Flood:
    """Bounds what one address may have answered; STOP, danger and what is no message always pass."""

    #: messages in a window
    limit: int
    lexicons: Sequence[Lexicon]
    #: seconds, never going back
    clock: Callable[[], float] = time.monotonic
    _recent: OrderedDict[str, Recent] = field(init=False, default_factory=OrderedDict)

    def judge(self, message: InboundMessage) -> Fate:
        """Return what becomes of a message; of the same one sent again, the same; an album is one, told once."""
        if message.event != "message":
            return "take"
        recent = self._of(str(message.address))
        name = message.album or message.provider_id
        fate = recent.fates.get(name)
        if message.album and fate in ("tell", "limit"):
            return "take" if is_urgent(message.text, self.lexicons) else "limit"
        if fate is None:
            fate = recent.fates[name] = self._count(recent, message)
            if len(recent.fates) > KNOWN:
                recent.fates.popitem(last=False)
        return fate

    def _of(self, address: str) -> Recent:
        recent = self._recent.get(address)
        if recent is None:
            recent = self._recent[address] = Recent()
            if len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)
        self._recent.move_to_end(address)
        return recent

    def _count(self, recent: Recent, message: InboundMessage) -> Fate:
        now = self.clock()
        while recent.taken and recent.taken[0] <= now - WINDOW:
            recent.taken.popleft()
        if len(recent.taken) < self.limit:
            recent.taken.append(now)
            return "take"
        if is_urgent(message.text, self.lexicons):
            return "take"
        if now - recent.told_at < WINDOW:
            return "limit"
        recent.told_at = now
        return "tell"
