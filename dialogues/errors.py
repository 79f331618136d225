"""What can be wrong with a script, a message or a session?

DialogueError
├── MissingPhrase      a sentence that no language has
├── BadScript          a script that cannot be loaded: file, line, what, what to do
└── UnknownDialogue    a name or version that the library does not hold
"""

from __future__ import annotations


class DialogueError(Exception):
    """Base of the errors of this package."""


class MissingPhrase(DialogueError):
    """A sentence that no language has."""

    def __init__(self, key: str, language: str) -> None:
        super().__init__(f"no sentence {key!r} in {language!r}: add it to dialogues/messages/{language}.yml")


class BadScript(DialogueError):
    """A script that cannot be loaded."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")
        self.file, self.line, self.what = file, line, what


class UnknownDialogue(DialogueError):
    """A dialogue or version that the library does not hold."""
