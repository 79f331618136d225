"""How are questions added, changed, ordered and taken out of a draft?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import draw, language_of, send_to, words_of
from bot.console.surveys.composer import composer_page, rule_groups, sentence
from bot.console.surveys.drafting import (
    READ,
    Opened,
    change,
    fields_of,
    is_too_long,
    look_at,
    mark_of,
    open_survey,
    who,
)
from bot.participation.surveys.asking_rule import read_rule
from bot.participation.surveys.dictation import take_down
from bot.participation.surveys.form import TYPES
from bot.participation.surveys.naming import question_of
from bot.participation.surveys.question_fields import (
    LIMITS,
    NOTE,
    BadFields,
    in_order,
    limits_text,
    options_text,
    read_question,
)
from bot.participation.surveys.sketch import Sketch, Step, changed, id_of, moved, with_step, without
from bot.participation.surveys.wording_places import shown


class Changed(Exception):
    """Somebody else changed the question meanwhile."""

    def __init__(self, opened: Opened, step: Step) -> None:
        super().__init__(id_of(step))
        self.opened, self.step = opened, step


async def add_question(request: web.Request) -> web.StreamResponse:
    """Put one more question at the end, or several that were pasted."""
    fields = await fields_of(request, READ)
    usual = desk_of(request).languages[0]
    new: list[str] = []

    def work(opened: Opened) -> Sketch:
        if is_too_long(fields.get("pasted", "")):
            raise BadFields({"pasted": "too_long"})
        taken = [id_of(step) for step in opened.sketch.steps]
        steps = take_down(fields.get("pasted", ""), usual, taken)
        if not steps and "pasted" in fields:
            raise BadFields({"pasted": "no_text"})
        if not steps:
            name = question_of(fields.get("text", "")[:400], taken)
            places = [id_of(step) for step in opened.sketch.questions]
            steps = [read_question(_known(fields), {"ask": name}, usual, places)]
        sketch = opened.sketch
        for step in steps:
            sketch, new[:] = with_step(sketch, step), [id_of(step)]
        return sketch

    try:
        await change(request, "survey question added", work)
    except BadFields as error:
        opened = await open_survey(request)
        return await composer_page(
            request, opened, 400, typed=fields, fault=next(iter(error.faults.values()))
        )
    place = f"/surveys/{request.match_info['name']}?added={new[0]}#add"
    return web.Response(status=303, headers={"Location": f"/console{place}"})


def _known(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields with a type that exists."""
    kind = fields.get("type", "")
    if kind not in (*TYPES, NOTE):
        raise web.HTTPBadRequest
    return {**fields, "type": kind}


def _step(opened: Opened, id: str) -> Step:
    try:
        return opened.sketch.step(id)
    except KeyError:
        raise web.HTTPNotFound from None


async def show_question(request: web.Request) -> web.StreamResponse:
    """Show the form of one question."""
    opened = await open_survey(request)
    step = _step(opened, request.match_info["id"])
    return _page(request, opened, step, typed_of(step, desk_of(request).languages[0]))


def typed_of(step: Step, language: str) -> dict[str, str]:
    """Return the fields of a question's form as they stand."""
    rule = read_rule(step["when"]) if step.get("when") else None
    return {
        "text": shown(step["text"].get(language)),
        "hint": shown((step.get("hint") or {}).get(language)),
        "type": str(step.get("type", NOTE)),
        "options": options_text(step, language),
        "required": "" if step.get("optional") else "yes",
        "public": "yes" if step.get("public") else "",
        "when": rule.key if rule else "kept" if step.get("when") else "",
        **limits_text(step),
    }


def _page(
    request: web.Request, opened: Opened, step: Step, typed: Mapping[str, str], status: int = 200, **told: Any
) -> web.Response:
    desk, words = desk_of(request), words_of(request)["surveys"]
    kind, held = typed.get("type", ""), step.get("when")
    given: dict[str, Any] = {"faults": {}, "theirs": None, "author": ""}
    return draw(
        request, "surveys/question.html", status=status, opened=opened, id=id_of(step), typed=typed,
        seen=mark_of(step), types=[(one, words["types"][one]) for one in in_order(TYPES)],
        limits=LIMITS, kind=kind, groups=rule_groups(words, opened.sketch, id_of(step), desk.languages[0]),
        other_rule=bool(held) and read_rule(held or {}) is None, place=_place(opened.sketch, step),
        findings=[
            (sentence(words, language_of(request), one), one.grave) for one in look_at(desk, opened).of(id_of(step))
        ],
        tab="questions", **(given | told),
    )  # fmt: skip


def _place(sketch: Sketch, step: Step) -> int:
    return [id_of(one) for one in sketch.steps].index(id_of(step)) + 1


async def change_question(request: web.Request) -> web.StreamResponse:
    """Store one question; whoever typed while somebody else stored is shown both, and loses nothing."""
    fields, id = _known(await fields_of(request)), request.match_info["id"]
    usual = desk_of(request).languages[0]

    def work(opened: Opened) -> Sketch:
        step = _step(opened, id)
        if fields.get("seen", "") != mark_of(step):
            raise Changed(opened, step)
        places = [id_of(one) for one in opened.sketch.before(id)]
        made = read_question(fields, step, usual, places)
        return changed(_renamed(opened, step, made), id_of(made), lambda _: made)

    try:
        await change(request, "survey question changed", work)
    except Changed as other:
        author = await who(request, other.opened.draft.changed_by if other.opened.draft else "")
        theirs = typed_of(other.step, usual)
        return _page(request, other.opened, other.step, fields, 409, theirs=theirs, author=author)
    except BadFields as error:
        opened = await open_survey(request)
        return _page(request, opened, _step(opened, id), fields, 400, faults=error.faults)
    return web.Response(
        status=303, headers={"Location": f"/console/surveys/{request.match_info['name']}#q-{id}"}
    )


def _renamed(opened: Opened, step: Step, made: dict[str, Any]) -> Sketch:
    """Give a question of a published survey another name when its type changes: its answers so far are of the old one."""
    if not (opened.published and "ask" in made and made.get("type") != step.get("type")):
        return opened.sketch
    before = id_of(step)
    made["ask"] = question_of(f"{before} {made['type']}", [id_of(one) for one in opened.sketch.steps])
    return changed(opened.sketch, before, lambda _: made)


async def move_question(request: web.Request) -> web.StreamResponse:
    """Put a question one place up or down, or at a place by its number."""
    fields, id = await fields_of(request), request.match_info["id"]

    def work(opened: Opened) -> Sketch:
        here = _place(opened.sketch, _step(opened, id)) - 1
        asked = fields.get("place", "")
        wanted = int(asked) - 1 if asked.isdecimal() and len(asked) < 4 else None
        place = wanted if wanted is not None else here + (1 if fields.get("way") == "down" else -1)
        return moved(opened.sketch, id, place)

    await change(request, "survey question moved", work)
    return web.Response(
        status=303, headers={"Location": f"/console/surveys/{request.match_info['name']}#q-{id}"}
    )


async def remove_question(request: web.Request) -> web.StreamResponse:
    """Take a question out of the draft; what residents answered to it so far stays in the results."""
    id = request.match_info["id"]

    def work(opened: Opened) -> Sketch:
        return without(opened.sketch, id_of(_step(opened, id)))

    await change(request, "survey question removed", work)
    return send_to(f"/surveys/{request.match_info['name']}", done="saved")
