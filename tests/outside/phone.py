"""How does a resident's phone reach the town through Twilio, with calls that Twilio's own library signed?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.outside.town import Town
from tests.unit.channels.twilio.calls import FORM, PUBLIC_URL, SMS, TARGET, TOKEN, WHATSAPP, encode

#: Twilio's signer for Node: cases in, signatures out
Signer = Callable[[list[dict[str, Any]]], list[str]]

STATUS = f"{TARGET}/status"


def written(channel: str, number: int, words: str) -> dict[str, str]:
    """Return the fields of one message; `words` is a text, or the value of a button after "tap:"."""
    sid = f"SM{number:032x}"
    usual = {
        **(WHATSAPP if channel == "whatsapp" else SMS),
        "MessageSid": sid,
        "SmsSid": sid,
        "SmsMessageSid": sid,
    }
    if words.startswith("tap:"):
        return {**usual, "Body": "…", "ButtonPayload": words.removeprefix("tap:"), "ButtonText": "…"}
    return {**usual, "Body": words}


def told(sent: Mapping[str, str], sid: str, status: str, code: str = "") -> dict[str, str]:
    """Return the fields with which Twilio says what became of a message that it took."""
    fields = {"MessageSid": sid, "MessageStatus": status, "To": sent["To"], "From": sent["From"]}
    return {**fields, "ErrorCode": code} if code else fields


class Line:
    """Posts calls that Node signed."""

    def __init__(self, town: Town, sign: Signer) -> None:
        self._town, self._sign = town, sign

    async def post(self, *calls: tuple[str, Mapping[str, str]]) -> list[int]:
        """Return the statuses of calls, made one after the other; what each asks for is done before the next."""
        asked = [{"token": TOKEN, "url": PUBLIC_URL + target, "fields": fields} for target, fields in calls]
        statuses = []
        for signature, (target, fields) in zip(self._sign(asked), calls, strict=True):
            headers = {**FORM, "x-twilio-signature": signature}
            statuses.append(await self._town.post(target, encode(fields), headers))
            await self._town.service.settle()
        return statuses

    async def write(self, channel: str, *texts: str, first: int = 1) -> list[int]:
        """Write messages; return the statuses."""
        numbered: Sequence[tuple[int, str]] = list(enumerate(texts, first))
        return await self.post(*((TARGET, written(channel, number, text)) for number, text in numbered))
