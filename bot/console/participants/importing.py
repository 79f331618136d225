"""How does a list of people come in: from where, with which proof, and what would each line do?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, send_to
from bot.console.gate import parts_of
from bot.console.participants.grouping import name_group
from bot.console.role import GUARDIANS
from bot.console.route import get, post
from bot.console.visit import visit_of
from bot.participation.arrivals import (
    BYTES,
    LINES,
    Fault,
    Manner,
    Unreadable,
    read_arrivals,
    read_text,
    region_of,
)
from bot.participation.welcoming import CHANNELS, PURPOSES, Plan, Promise, plan, welcome
from dialogues.reading.fold import fold
from storage.unit import Unit

#: bytes of a field that is no file
FIELD = 2_000
#: lines with a fault that are shown
SHOWN = 200
#: fields that must be filled
NEEDED = ("origin", "wording", "proof")


@dataclass(slots=True)
class Sent:
    """What a form said."""

    fields: dict[str, str] = field(default_factory=dict)
    #: purposes that are ticked
    purposes: list[str] = field(default_factory=list)
    data: bytes = b""
    filename: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a list would do."""

    planned: Plan
    wrong: Sequence[Fault]
    content: str


async def show_form(request: web.Request) -> web.StreamResponse:
    """Show what a list needs."""
    return _page(request, Sent())


async def take_list(request: web.Request) -> web.StreamResponse:
    """Try a list, storing nothing; when it was tried and is confirmed, take it: each line once, however often."""
    desk, staff, sent = desk_of(request), visit_of(request).staff, await _read(request)
    faults = _find_faults(desk, sent)
    if faults:
        return _page(request, sent, 400, faults=faults)
    try:
        text = read_text(sent.data)
        arrivals, wrong = read_arrivals(text, _manner(desk))
    except Unreadable as refusal:
        return _page(request, sent, 400, unreadable=str(refusal))
    promise, proof = _promise(sent), desk.room().proof
    if sent.fields.get("confirmed") != "yes" or not arrivals:
        planned = await desk.database.read(lambda unit: plan(unit, arrivals, promise, proof))
        return _page(request, sent, trial=Trial(planned, wrong, text))

    def work(unit: Unit) -> None:
        done = plan(unit, arrivals, promise, proof)
        welcome(unit, done, promise, desk.now())
        detail = {"new": len(done.new), "known": len(done.known), "refused": len(done.refused) + len(wrong)}
        record(unit, staff, desk.now(), "people imported", f"group:{promise.group}", detail)

    await desk.database.transact(work)
    return send_to("/participants", done="imported")


def _promise(sent: Sent) -> Promise:
    f = sent.fields
    wording = f"{f['wording']}\n— {f['origin']} — {f['proof']}"
    return Promise(f["channel"], tuple(sent.purposes), wording, name_group(f.get("group", "")))


def _find_faults(desk: Desk, sent: Sent) -> list[str]:
    """Return the fields that are wrong, by name, in the order of the page."""
    faults = [name for name in NEEDED if not sent.fields.get(name)]
    faults += ["purposes"] if not sent.purposes else []
    faults += ["channel"] if sent.fields.get("channel") not in CHANNELS else []
    faults += ["sworn"] if sent.fields.get("sworn") != "yes" else []
    return faults + (["file"] if not sent.data else [])


def _manner(desk: Desk) -> Manner:
    districts = desk.room().town.districts
    named = {fold(name): d.slug for d in districts for name in (d.slug, d.name, *d.aliases)}
    return Manner(region_of(str(desk.timezone)), desk.languages, named)


async def _read(request: web.Request) -> Sent:
    """Read a form by pieces, no more of it than is taken."""
    sent = Sent()
    if request.content_type != "multipart/form-data":
        return sent
    reader = parts_of(request)
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            raise web.HTTPBadRequest
        name = part.name or ""
        data = await _take(part, BYTES + 1 if name in ("file", "content") else FIELD)
        if name in ("file", "content") and data:
            sent.data, sent.filename = data, part.filename or sent.filename
        elif name == "purposes":
            sent.purposes += [one for one in (data.decode(errors="replace"),) if one in PURPOSES]
        elif name != "file":
            sent.fields[name] = data.decode(errors="replace").replace("\0", "").strip()
    return sent


async def _take(part: BodyPartReader, limit: int) -> bytes:
    """Return the first bytes of a part; the rest is passed over."""
    data = bytearray()
    while chunk := await part.read_chunk():
        data += chunk[: max(0, limit - len(data))]
    return bytes(data)


def _lines(trial: Trial) -> list[tuple[int, str, str]]:
    """Return the lines that are left out: number, cause, what stood there."""
    lines = [(f.line, f.cause, f.shown) for f in trial.wrong]
    return lines + [(arrival.line, cause, "") for arrival, cause in trial.planned.refused.items()]


def _page(
    request: web.Request,
    sent: Sent,
    status: int = 200,
    *,
    faults: Sequence[str] = (),
    unreadable: str = "",
    trial: Trial | None = None,
) -> web.Response:
    planned, content = (trial.planned, trial.content) if trial else (None, "")
    lines = _lines(trial) if trial else []
    given: dict[str, Any] = {
        "sent": sent, "faults": list(faults), "unreadable": unreadable, "plan": planned, "lines": sorted(lines)[:SHOWN],
        "wrong": len(lines), "content": content, "purposes": PURPOSES, "channels": CHANNELS, "most": LINES,
    }  # fmt: skip
    return draw(request, "arrivals.html", status=status, **given)


ROUTES = (
    get("/participants/import", show_form, GUARDIANS),
    post("/participants/import", take_list, GUARDIANS),
)
