"""What does each error of Twilio's mean, for the message, the address and the operator?

One table for errors that come at once and for those that come by callback (norms §7). Sources: Twilio's error
dictionary; norms §3, §5, §7. Importing it loads nothing of Twilio's library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.message import Consequence
from bot.channels.sending import Refused

#: Our own codes, where there is none of Twilio's.
UNCERTAIN, UNREACHABLE, EMPTY = "uncertain", "unreachable", "empty"
#: Free text outside WhatsApp's 24 hours (norms §5); also what a caller that knows it refuses with.
WINDOW_CLOSED = "63016"


@dataclass(frozen=True, slots=True)
class Failure:
    """What one code means."""

    #: worth another try, later?
    retryable: bool
    #: one sentence for the operator
    sentence: str
    consequence: Consequence = "none"


def refuse(code: str, *, status: int = 0, retry_after: float = 0.0) -> Refused:
    """Return the refusal of a code; `status` is the HTTP status it came with, 0 when there was none."""
    failure = find(code, status)
    return Refused(failure.retryable, code, failure.sentence, retry_after, consequence=failure.consequence)


def find(code: str, status: int = 0) -> Failure:
    """Return what a code means; one that is not in the table is judged by its HTTP status."""
    if found := FAILURES.get(code):
        return found
    if status == 429:
        return FAILURES["20429"]
    if status >= 500:
        return Failure(True, f"Twilio failed with the status {status}")
    if status in (401, 403):
        return FAILURES["20003"]
    return Failure(False, f"Twilio refused with the error {code}: see its error dictionary", "alert")


def _later(sentence: str, consequence: Consequence = "none") -> Failure:
    return Failure(True, sentence, consequence)


def _never(sentence: str, consequence: Consequence = "none") -> Failure:
    return Failure(False, sentence, consequence)


#: code → what it means; the whole behaviour of errors is here
FAILURES: Mapping[str, Failure] = {
    # ours
    UNCERTAIN: _later("Twilio did not answer in time; it may have taken the message"),
    UNREACHABLE: _later("Twilio could not be reached"),
    EMPTY: _never("the message has nothing that can be sent"),
    # the account and the sender
    "20003": _never("Twilio refused the account's credentials: check its SID and token", "stop_channel"),
    "20005": _never("the Twilio account is not active", "stop_channel"),
    "20404": _never("Twilio does not know this account or resource: check the account's SID", "alert"),
    "20429": _later("Twilio asks to send more slowly"),
    "14107": _later("the sender's rate at Twilio is used up"),
    "21606": _never("the sender's number cannot send messages", "stop_channel"),
    "21659": _never("the sender's number is not a Twilio number of this account", "stop_channel"),
    "21660": _never("the sender's number belongs to another account", "stop_channel"),
    "30002": _never("the Twilio account is suspended", "stop_channel"),
    "63007": _never("the WhatsApp sender is not set up at Twilio", "stop_channel"),
    # the request
    "21408": _never("the account may not send to this country: see its geographic permissions", "alert"),
    "21609": _never("the public address is not one that Twilio can call back", "alert"),
    "21617": _never("the text is longer than Twilio takes", "alert"),
    "21655": _never("Twilio does not know the content template", "alert"),
    "21656": _never("the content's variables are not valid", "alert"),
    "21658": _never("a part of the message is longer than Twilio takes", "alert"),
    # queues and limits
    "21611": _later("the sender's queue at Twilio is full"),
    "30001": _later("the queue at Twilio overflowed"),
    "63018": _later("the rate of WhatsApp messages is used up"),
    "63038": _later("the account's messages of the day are used up", "alert"),
    # the address
    "21211": _never("this is not a valid number", "address_dead"),
    "21610": _never("the person opted out at Twilio", "opted_out"),
    "21612": _never("this number cannot be reached from the sender's number", "alert"),
    "21614": _never("this number is not a mobile number", "address_dead"),
    "30003": _later("the phone is off or out of reach"),
    "30004": _never("the carrier or the person blocks messages to this number", "address_dead"),
    "30005": _never("this number is unknown to its carrier", "address_dead"),
    "30006": _never("this is a landline, or its carrier takes no messages", "address_dead"),
    "63003": _never("this recipient does not exist on WhatsApp", "address_dead"),
    "63024": _never("WhatsApp does not accept this recipient", "address_dead"),
    # the content
    "30007": _never("the carrier filtered the message", "alert"),
    "30008": _never("the carrier gave no reason"),
    "63013": _never("the message breaks WhatsApp's policy", "alert"),
    WINDOW_CLOSED: _never(
        "outside the 24 hours after the person's message: a template is needed", "window_closed"
    ),
    "63049": _never("WhatsApp chose not to deliver the message"),
}
