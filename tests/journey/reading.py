"""How do the many services of one process of tests read sentences and scripts only once? They never change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from bot.bootstrap import parts
from dialogues.loader import Loaded, load_phrasebook, load_scripts
from dialogues.phrasebook import Phrasebook


@cache
def sentences(languages: tuple[str, ...]) -> Phrasebook:
    """Return the shipped sentences."""
    return load_phrasebook(languages=languages)


@cache
def scripts(languages: tuple[str, ...]) -> Loaded:
    """Return the shipped scripts, with the shipped sentences."""
    return load_scripts(sentences(languages), languages=languages)


@contextmanager
def read_once() -> Iterator[None]:
    """Have services that are built in this block share what is read; reading has tests of its own."""

    def say(languages: Iterable[str]) -> Phrasebook:
        return sentences(tuple(languages))

    def load(phrasebook: Phrasebook, languages: Iterable[str]) -> Loaded:
        assert phrasebook is sentences(tuple(languages)), "the room speaks with other sentences"
        return scripts(tuple(languages))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "load_phrasebook", say)
        patch.setattr(parts, "load_scripts", load)
        yield
