"""What can stop a command, in one sentence that says what to do?

PalabreError
└── SettingsError      a setting that is missing or has a bad value

A command that meets one prints its sentence and exits with 1; it never shows a trace.
"""

from __future__ import annotations


class PalabreError(Exception):
    """Base of the errors that an operator can mend; its text is for them."""


class SettingsError(PalabreError):
    """A setting that is missing or has a bad value; `variable` is its name in the environment."""

    def __init__(
        self, variable: str, what: str, remedy: str = "set it in the environment or in .env"
    ) -> None:
        super().__init__(f"{variable} {what}: {remedy} (docs/settings.md)")
        self.variable = variable
