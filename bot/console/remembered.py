"""What was counted before, and is still so?"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Answer = TypeVar("Answer")

#: answers that are kept, those asked for last: the surveys and figures that staff look at in a day
MOST = 200


@dataclass(slots=True, repr=False)
class Remembered:
    """Answers by what they answer; each holds as long as its mark, all that it depends on, is the same."""

    _kept: dict[Hashable, tuple[Hashable, Any]] = field(default_factory=dict)

    def find(self, what: Hashable, mark: Hashable, count: Callable[[], Answer]) -> Answer:
        """Return what was counted when the mark was the same, or count it now."""
        kept = self._kept.pop(what, None)
        answer = kept[1] if kept is not None and kept[0] == mark else count()
        self._kept[what] = (mark, answer)
        while len(self._kept) > MOST:
            self._kept.pop(next(iter(self._kept)), None)
        found: Answer = answer
        return found
