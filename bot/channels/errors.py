"""What can be wrong with what a channel is given?

ChannelError
├── Forbidden     a call whose signature or secret is wrong or missing
├── BadPayload    what a provider or the simulator's page posted cannot be read
└── BadAddress    an address that this channel cannot reach
"""

from __future__ import annotations


class ChannelError(Exception):
    """Base of the errors of this package; its text is one sentence, without personal data."""


class Forbidden(ChannelError):
    """A call whose signature or secret is wrong or missing."""


class BadPayload(ChannelError):
    """What a provider or the simulator's page posted cannot be read."""


class BadAddress(ChannelError):
    """An address that this channel cannot reach."""
