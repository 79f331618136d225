"""How is an author told of what became of their idea? On their channel, in their language, when writing is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.console.desk import Desk
from bot.console.drawing import send_to
from bot.console.ideas.walking import listed
from bot.conversation.posting import message_to_json
from dialogues.content import Message
from storage.ideas import Idea
from storage.notices import Home
from storage.outbound import Outgoing
from storage.unit import Unit

#: how long a decision may be undone before its author knows of it
GRACE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Told:
    """The message that tells an author; nothing when nobody could be told."""

    outbox_id: int | None = None
    channel: str = ""


def go_on(request: web.Request, desk: Desk, reference: str, told: Told) -> web.Response:
    """Have what an author is told leave, and return to the page of their idea, which says whether anything does."""
    if told.channel:
        desk.wake(told.channel)
    return send_to(f"/ideas/{reference}", "idea_told" if told.channel else "idea_untold", **listed(request))


def compose(desk: Desk, idea: Idea, key: str, language: str, **said: Any) -> str:
    """Return what an author reads; `key` is a sentence `told.<key>`, `said` fills its places."""
    room = desk.room()
    words = {"territory": desk.territory, "title": idea.words.title, "reference": idea.reference}
    filled = room.say(f"told.{key}", language, **words, **said)
    return "\n".join(line.rstrip() for line in filled.splitlines())


def say_reason(desk: Desk, reason: str, language: str, rule: str = "") -> str:
    """Return a reason as a resident reads it, "" for one that staff say in their own words."""
    if not reason or reason == "other":
        return ""
    return desk.room().say(f"told.reason.{reason}", language, rule=rule)


def language_of(desk: Desk, home: Home | None) -> str:
    """Return the language that an author is written to in."""
    room = desk.room()
    return room.language(home.language) if home is not None else room.languages[0]


def tell(
    unit: Unit, desk: Desk, idea: Idea, key: str, now: datetime, *, grace: bool = False, **said: Any
) -> Told:
    """Store the message that tells the author, and return it; they are written to in the hours of norms §2.

    It answers what they handed in: no consent is asked, no cap counts it. After STOP nothing is stored.
    """
    home = unit.notices.home(idea.participant_id)
    if home is None or home.stopped_at is not None or idea.participant_id is None:
        return Told()
    language = language_of(desk, home)
    if "reason" in said:
        said["reason"] = say_reason(desk, said["reason"], language, said.get("rule", ""))
    text = compose(desk, idea, key, language, **said)
    due = desk.sending.window.opens(now + GRACE if grace else now)
    message = message_to_json(Message(text))
    row = Outgoing(idea.participant_id, home.channel, home.address, message, due, language)
    return Told(unit.notices.post(row, now), home.channel)
