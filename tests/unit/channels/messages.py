"""Which messages do the tests of channels draw?"""

from __future__ import annotations

from hypothesis import strategies as st

from bot.channels.message import Address, OutboundMessage
from dialogues.content import Message, Option, Wanted

#: Text as anything may produce it: every plane, surrogates and controls too.
ANY_TEXT = st.text(st.characters(categories=None), max_size=400)
#: Words as residents write them, far shorter than any message.
WORDS = st.lists(st.text("abcéêçœ'’…«»€[]👋مر٣-.", min_size=1, max_size=20), min_size=1, max_size=400)
OPTIONS = st.lists(
    st.builds(Option, st.text(max_size=90), st.text(st.characters(codec="utf-8"), max_size=60)), max_size=14
)


def options(*labels: str) -> tuple[Option, ...]:
    """Return options whose values are their labels in small letters."""
    return tuple(Option(label.lower(), label) for label in labels)


def outbound(
    text: str,
    *labels: str,
    to: str = "telegram:3527065",
    wants: Wanted | None = None,
    language: str = "fr",
) -> OutboundMessage:
    """Return a message with these options."""
    channel, _, value = to.partition(":")
    return OutboundMessage(1, Address(channel, value), Message(text, options(*labels), wants), language)


def offering(text: str, given: list[Option], to: str = "telegram:3527065") -> OutboundMessage:
    """Return a message with options made elsewhere."""
    channel, _, value = to.partition(":")
    return OutboundMessage(1, Address(channel, value), Message(text, tuple(given)))
