"""What does a message look like? A regular expression of a lexicon, compiled the first time that it is asked."""

from __future__ import annotations

import re
from functools import cached_property

Match = re.Match[str]


class Expression:
    """Five languages hold some 150 of these: compiled all at once they would be a tenth of a start, and few are asked."""

    def __init__(self, pattern: str) -> None:
        """Take the pattern, of folded text."""
        self.pattern = pattern

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.pattern)

    def match(self, text: str) -> Match | None:
        """Return what the pattern takes from the beginning of the text."""
        return self.compiled.match(text)

    def search(self, text: str) -> Match | None:
        """Return the first place where the pattern fits."""
        return self.compiled.search(text)

    def fullmatch(self, text: str) -> Match | None:
        """Return the text when the pattern takes it whole."""
        return self.compiled.fullmatch(text)

    def without(self, text: str) -> str:
        """Return the text without what the pattern fits."""
        return " ".join(self.compiled.sub(" ", text).split())
