"""How does the authority answer an idea? Written, seen as each phone shows it, then sent and kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.channels.message import Address, OutboundMessage
from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.drawing import send_to
from bot.console.form import read_field
from bot.console.ideas.page import draw_idea
from bot.console.ideas.scope import find_idea, scope_of
from bot.console.ideas.telling import Told, compose, go_on, language_of, tell
from bot.console.ideas.walking import listed
from bot.console.kept import LASTS, show_after, take_up
from bot.console.prose import read_prose
from bot.console.visit import Staff, visit_of
from dialogues.content import Message
from storage.idea_history import Happened
from storage.ideas import Idea
from storage.unit import Unit

#: characters of an answer: about ten SMS
ANSWER_LIMIT = 1_500

#: phones that an answer is shown on before it leaves
PHONES = ("sms", "telegram", "whatsapp")


async def answer_idea(request: web.Request) -> web.StreamResponse:
    """Go on to an answer as it will look; sent only from there, and by whoever saw the earlier ones."""
    desk, staff = desk_of(request), visit_of(request).staff
    scope, reference = scope_of(staff), request.match_info["reference"]
    idea = await desk.database.read(lambda unit: find_idea(unit, scope, reference))
    text, wanted = await read_prose(request, "answer"), await read_field(request, "act")
    if wanted == "insert":
        return await _keep(request, {"answer": await _with_ready(request, text), "begun": True})
    if not text or len(text) > ANSWER_LIMIT:
        word = "long" if text else "empty"
        return await draw_idea(request, 400, {"form": "answer", "field": "answer", "word": word}, answer=text)
    seen = await read_field(request, "answers")
    if wanted != "send":
        return await _keep(request, {"answer": text})
    told = await desk.database.transact(lambda unit: _answer(unit, desk, staff, idea, text, seen))
    if told is None:
        return await draw_idea(
            request, 409, {"form": "answer", "field": "answer", "word": "answered"}, answer=text
        )
    return go_on(request, desk, reference, told)


async def _keep(request: web.Request, typed: Mapping[str, Any]) -> web.Response:
    """Go on to the page that shows an answer."""
    where = f"/ideas/{request.match_info['reference']}/answer"
    return await show_after(request, where, typed, lasts=LASTS, anchor="answers", **listed(request))


async def _with_ready(request: web.Request, text: str) -> str:
    """Return what was typed with a text at hand under it."""
    chosen = await read_field(request, "canned")
    found = await desk_of(request).database.read(lambda unit: unit.canned.find(chosen))
    return "\n".join(filter(None, (text, found.text if found else "")))


async def show_answer(request: web.Request) -> web.StreamResponse:
    """Show an answer as it will look, on the page of its idea."""
    desk, scope, reference = (
        desk_of(request),
        scope_of(visit_of(request).staff),
        request.match_info["reference"],
    )
    if (kept := take_up(request)) is None:
        return send_to(f"/ideas/{reference}", **listed(request))
    if "begun" in kept:
        return await draw_idea(request, answer=kept["answer"])
    idea = await desk.database.read(lambda unit: find_idea(unit, scope, reference))
    preview = await desk.database.read(lambda unit: _preview(unit, desk, idea, kept["answer"]))
    return await draw_idea(request, answer=kept["answer"], preview=preview)


def _answers(unit: Unit, idea: Idea) -> int:
    return sum(event.kind == "answer" for event in unit.idea_history.of_idea(idea.id))


def _answer(unit: Unit, desk: Desk, staff: Staff, idea: Idea, text: str, seen: str) -> Told | None:
    """Keep an answer and send it; None when another was sent since the form was drawn."""
    now, before = desk.now(), _answers(unit, idea)
    # the idea's own number holds others up: two answers at once become one, and a refusal
    if seen != str(before) or not unit.ideas.change(idea, now):
        return None
    told = tell(unit, desk, idea, "correction" if before else "answer", now, words=text)
    event = Happened(idea.id, now, staff.actor, "answer", text=text, outbox_id=told.outbox_id)
    unit.idea_history.add(event)
    record(unit, staff, now, "idea answered", idea.id, {"n": before + 1})
    return told


def _preview(unit: Unit, desk: Desk, idea: Idea, text: str) -> list[Mapping[str, Any]]:
    """Return the answer as each kind of phone shows it, in the language of its author."""
    home = unit.notices.home(idea.participant_id)
    language = language_of(desk, home)
    key = "correction" if _answers(unit, idea) else "answer"
    whole = Message(compose(desk, idea, key, language, words=text))
    drawn: list[Mapping[str, Any]] = []
    for phone in PHONES:
        address = Address(desk.simulator.name, f"{phone}-apercu")
        (call,) = desk.simulator.render(OutboundMessage(0, address, whole, language))
        drawn.append({"phone": phone, **call.to_json()})
    return drawn
