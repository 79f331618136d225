"""Which reasons can staff choose from, and what did a form say?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.console.desk import Desk
from bot.console.form import read_field
from bot.console.ideas.deciding import Grounds
from bot.console.prose import read_prose
from bot.participation.refusals import find_fault, reasons_of
from dialogues.labels import spoken
from storage.ideas import Idea

#: (value of the form, what staff read)
Choice = tuple[str, str]


def choices_of(desk: Desk, move: str, idea: Idea, words: Mapping[str, Any], language: str) -> list[Choice]:
    """Return the reasons of a move; the rules of the idea's consultation are named one by one."""
    rules = _rules(desk, idea, language)
    found = [(reason, str(words[reason])) for reason in reasons_of(move) if reason != "rule"]
    if "rule" not in reasons_of(move):
        return found
    return [*found[:-1], *((f"rule:{n}", f"{words['rule']} {text}") for n, text in rules), *found[-1:]]


async def read_grounds(request: web.Request, desk: Desk, move: str, idea: Idea) -> tuple[Grounds, str]:
    """Return why, as a form says, and what is wrong with it ("" when nothing is)."""
    given = await read_field(request, "reason")
    words = await read_prose(request, "words")
    reason, _, n = given.partition(":")
    rules = dict(_rules(desk, idea, idea.language or ""))
    rule = rules.get(int(n) if n.isdecimal() and len(n) < 4 else -1, "")
    if reason == "rule" and not rule:
        return Grounds("", words), "missing"
    return Grounds(reason, words, rule), find_fault(move, reason, words)


def _rules(desk: Desk, idea: Idea, language: str) -> Sequence[tuple[int, str]]:
    """Return the rules of the idea's consultation that have a text."""
    room = desk.room()
    mine = (c for c in room.town.consultations if c.id == idea.consultation_id)
    rules: Sequence[Mapping[str, Any]] = next((c.rules for c in mine), [])
    default = room.phrasebook.default
    return [(n, spoken(rule["text"], language, default)) for n, rule in enumerate(rules) if rule.get("text")]
