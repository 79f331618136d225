"""How is the same year lived twice? A segment's sample draws people by their ids, which are of chance in earnest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from random import Random
from uuid import UUID

import pytest
import uuid_utils


@contextmanager
def numbered(seed: str = "palabre") -> Iterator[None]:
    """Have ids in this block follow one another from a seed; they rise, as UUIDs of version 7 do."""
    chance, numbers = Random(seed), count(1)

    def number() -> UUID:
        return UUID(int=(next(numbers) << 80) | chance.getrandbits(80))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uuid_utils, "uuid7", number)
        yield
