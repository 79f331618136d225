"""Under which topics do processes wake each other?"""

from __future__ import annotations

#: messages to take the turns of, and, followed by the channel, messages to send
TURNS, OUT = "turns", "out."

#: changes of the town's settings
TOWN = "town"
