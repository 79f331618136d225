"""How does a stored message read on a thread: whose it is, its words, what came of it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.language import direction
from storage.threads import Line

#: happenings that no resident wrote, and that are not shown
OWN = frozenset(("start", "timeout", "handed_back"))


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on the page; every text is data, escaped where it is drawn."""

    #: resident, assistant or staff
    who: str
    #: name of the member of staff
    name: str
    at: datetime
    channel: str
    text: str
    options: Sequence[str]
    #: what is told beside the words: keys of `notes`
    notes: Sequence[str]
    #: names of files, of a place
    things: Sequence[str]
    #: ltr, rtl or auto
    dir: str
    #: what became of it, a key of `statuses`; "" for nothing to tell
    status: str = ""


def draw_bubbles(lines: Sequence[Line], names: Mapping[str, str]) -> list[Bubble]:
    """Return the messages of a thread; `names` are the members of staff by id."""
    return [_came(line) if line.way == "in" else _went(line, names) for line in lines if not _is_ours(line)]


def _is_ours(line: Line) -> bool:
    return line.way == "in" and line.content.get("event") in OWN


def _came(line: Line) -> Bubble:
    content = line.content
    event = content.get("event") or "message"
    notes = ["emptied"] if not content else [event] if event != "message" else []
    if content.get("choice") is not None and not content.get("text"):
        notes.append("tapped")
    status = line.status if line.status in ("parked", "pending") else ""
    text = str(content.get("text") or content.get("choice") or "")
    return Bubble("resident", "", line.at, line.channel, text, (), notes, _things(content), "auto", status)


def _things(content: Mapping[str, Any]) -> list[str]:
    point = content.get("point") or {}
    place = (
        [f"{point.get('name') or ''} {point['latitude']:.5f}, {point['longitude']:.5f}".strip()]
        if point
        else []
    )
    files = [str(one.get("name") or one.get("media_type") or "") for one in content.get("attachments") or ()]
    return place + files


def _went(line: Line, names: Mapping[str, str]) -> Bubble:
    content = line.content
    by = str(content.get("by") or "")
    options = [str(label) for _, label in content.get("options") or ()]
    notes = [] if content else ["emptied"]
    who = "staff" if by else "assistant"
    status = "" if line.status in ("sent", "delivered") else line.status
    text = str(content.get("text") or "")
    return Bubble(
        who,
        names.get(by, ""),
        line.at,
        line.channel,
        text,
        options,
        notes,
        (),
        direction(line.language),
        status,
    )
