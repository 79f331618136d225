"""What can the simulator page show of what was stored?"""

from __future__ import annotations

from typing import Protocol

from dialogues.inputs import Json


class Stored(Protocol):
    """A read-only view of one simulator address ("sms-lea"); unknown addresses give empty answers.

    Values are JSON: times as ISO 8601 with their offset. A cell may be a value, a list of values, a mapping,
    or a list of mappings (the versions of an idea), which the page draws as a table inside the table.
    """

    async def history(self, address: str) -> list[dict[str, Json]]:
        """Return the conversation, oldest first, each entry with `id`, `at` and `from`.

        `from: "resident"` adds `text`, `choice`, `point`, `attachments`, `contact` as they were posted (`id` is
        the one that was posted); `from: "town"` adds `bubbles` as the feed publishes them (same `id`).
        """

    async def stored(self, address: str) -> dict[str, list[dict[str, Json]]]:
        """Return rows by table, in the order in which the page shows columns.

        Tables the page has words for: participants, addresses, consents, sessions, answers, ideas, inbound,
        outbox; others are shown under their own name, after these.
        """
