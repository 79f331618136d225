"""What does the engine say, and what can the channel that carries it show?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

#: What a question would like beside text: a shared point, a picture, a phone contact.
Wanted = Literal["location", "photo", "contact"]


class Option(NamedTuple):
    """One thing a participant can tap, or answer by its number; many are made at each turn, hence a tuple."""

    #: stored when chosen; also the payload of a button
    value: str
    #: what the participant reads, in their language
    label: str
    #: other words that mean the same, in their language
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can show; it declares this, the engine and questions adapt to it."""

    #: tappable reply buttons in one message; 0 means numbered text (norms §4)
    buttons: int = 0
    #: rows of a list, when there are more options than buttons; 0 means no list
    rows: int = 0
    #: longest label of a button / a row, in characters; 0 means no limit
    button_length: int = 0
    row_length: int = 0
    #: can a point be shared?
    location: bool = False
    #: can photos and files be sent?
    media: bool = False
    #: is every character paid for? Then the short wording is chosen.
    brief: bool = False
    #: longest message, in characters
    length: int = 4096

    @property
    def taps(self) -> bool:
        """Whether options can be tapped at all; else they are numbers in the text."""
        return self.buttons > 0 or self.rows > 0


class Message(NamedTuple):
    """One message to a participant: plain text, never markup; the channel escapes and draws it."""

    text: str
    options: tuple[Option, ...] = ()
    wants: Wanted | None = None
