"""How does the simulator's page hear what another process sent to a pretend phone?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import orjson

from bot.channels.simulator.feed import Feed, Kind
from bot.switchboard import Switchboard
from dialogues.inputs import Json

TOPIC = "feed"


class SharedFeed(Feed):
    """A feed whose notices reach the readers of every process; what is missed is read again in the history."""

    def __init__(self, switchboard: Switchboard) -> None:
        super().__init__()
        self._switchboard = switchboard
        switchboard.hear(TOPIC, self._hear)

    def publish(self, address: str, payload: Mapping[str, Json], kind: Kind = "message") -> None:
        """Tell every reader, here and elsewhere; never waits."""
        super().publish(address, payload, kind)
        if not self._switchboard.say(TOPIC, orjson.dumps([address, kind, payload]).decode()):
            self._switchboard.say(TOPIC)

    def _hear(self, what: str) -> None:
        """Pass on a notice of another process; when some were missed, let readers go: they come back and read."""
        if not what:
            self.close()
            return
        address, kind, payload = orjson.loads(what)
        if kind in get_args(Kind):
            super().publish(address, payload, kind)
