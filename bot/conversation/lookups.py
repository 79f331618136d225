"""What does a turn ask the outside before it is taken? Each look-up by name, for all who want it at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.conversation.effects import LINK_OPEN
from bot.conversation.recent import as_text
from bot.conversation.room import Room
from bot.conversation.standing import stand
from bot.conversation.wishes import Asked, Wish
from bot.participation.admissibility import Candidate, find_breaches
from bot.participation.reference import ALPHABET, draw_code, write_reference
from bot.participation.similarity import Near, Similarity
from bot.participation.themes import suggest_theme
from storage.ideas import Idea
from storage.unit import Unit

#: words told of those that two ideas share
SHARED = 3

#: signs of the code that opens a personal-data page: 29⁸ is 5 × 10¹¹, with five openings each
CODE_LENGTH = 8


def _suggested_theme(asked: Asked, wishes: Sequence[Wish]) -> list[Any]:
    keywords = {theme.slug: theme.keywords for theme in asked.room.town.themes}
    suggested = [suggest_theme(wish.words(), keywords, asked.room.learnt.themes) for wish in wishes]
    return [found.theme if found else None for found in suggested]


def _reference(asked: Asked, wishes: Sequence[Wish]) -> list[Any]:
    first = asked.unit.ideas.next_number(len(wishes))
    return [write_reference(first + i, wish.answer("theme") or "") for i, wish in enumerate(wishes)]


def _download_code(asked: Asked, wishes: Sequence[Wish]) -> list[Any]:
    return [draw_code(CODE_LENGTH) for _ in wishes]


def _link_code(asked: Asked, wishes: Sequence[Wish]) -> list[Any]:
    """Return codes of which one sign at least is a digit, as the lexicon expects of them."""
    return [draw_code(CODE_LENGTH - 1) + secrets.choice("23456789") for _ in wishes]


def _link_owner(asked: Asked, wishes: Sequence[Wish]) -> list[Any]:
    return [_owner(asked.unit, asked.room, wish) for wish in wishes]


def _owner(unit: Unit, room: Room, wish: Wish) -> str | None:
    """Return whose code was written, "self" for one's own, "again" for one that has joined them, None when none opens."""
    code = wish.text.strip().rpartition(" ")[2].upper()
    if len(code) != CODE_LENGTH or any(sign not in ALPHABET for sign in code):
        return None
    owner, used = (
        unit.links.take(room.proof("link", code), wish.now, by=wish.participant),
        room.proof("used", code),
    )
    if owner is None:
        return "again" if unit.links.owner(used, wish.now) == wish.participant else None
    if owner == wish.participant:
        return "self"
    unit.links.offer(used, owner, wish.now + LINK_OPEN)
    return owner


def _similar_ideas(asked: Asked, wishes: Sequence[Wish]) -> list[Any]:
    others = asked.room.recent.refresh(asked.unit, wishes[0].now, asked.room.town.places())
    return [[near.reference for near in others.near(*wish.parts())] for wish in wishes]


def _similar_to_mine(asked: Asked, wishes: Sequence[Wish]) -> list[Any]:
    mine = asked.ideas()
    if not mine:
        return [None] * len(wishes)
    others = asked.room.recent.refresh(asked.unit, wishes[0].now, asked.room.town.places())
    return [_nearest(mine.get(wish.participant, ()), others, asked.room, wish) for wish in wishes]


def _nearest(mine: Sequence[Idea], others: Similarity, room: Room, wish: Wish) -> Any:
    if not mine:
        return None
    text = as_text(mine[-1])
    near = others.near(text.words, text.reasons, without={idea.reference for idea in mine})
    return {"lines": "\n".join(_line(room, wish, n) for n in near)} if near else None


def _line(room: Room, wish: Wish, near: Near) -> str:
    """Return a near idea in a line, with the words that both use where characters cost nothing."""
    key = "similar.line.why" if wish.roomy and near.shared else "similar.line"
    shared = ", ".join(word.lower() for word in near.shared[:SHARED])
    return room.say(key, wish.language, reference=near.reference, title=near.title, words=shared)


def _my_ideas(asked: Asked, wishes: Sequence[Wish]) -> list[Any]:
    mine = asked.ideas()
    return [_listed(mine.get(wish.participant, ()), asked.room, wish) for wish in wishes]


def _listed(ideas: Sequence[Idea], room: Room, wish: Wish) -> Any:
    lines = [
        room.say(
            "my_ideas.line",
            wish.language,
            reference=idea.reference,
            title=idea.words.title,
            state=room.say(f"my_ideas.state.{idea.state}", wish.language),
        )
        for idea in ideas
    ]
    return {"lines": "\n".join(lines)} if lines else None


def _inadmissible(asked: Asked, wishes: Sequence[Wish]) -> list[Any]:
    mine = asked.ideas()
    return [_breaches(mine.get(wish.participant, ()), asked.room, wish) for wish in wishes]


def _breaches(mine: Sequence[Idea], room: Room, wish: Wish) -> list[str]:
    """Return the sentences of the rules that the idea does not meet."""
    consultation = room.town.consultation(wish.answer("consultation"))
    if consultation is None or wish.session is None:
        return []
    parts = {step: wish.answer(step) for step in wish.session.answers}
    earlier = next((idea.reference for idea in mine if idea.consultation_id == consultation.id), "")
    candidate = Candidate(parts, wish.now, consultation.closes_at, earlier)
    return [_sentence(room, wish, *breach) for breach in find_breaches(consultation.rules, candidate)]


def _sentence(room: Room, wish: Wish, key: str, params: Mapping[str, Any]) -> str:
    shown = dict(params)
    if "part" in shown:
        shown["part"] = room.say(f"idea.recap.{shown['part']}", wish.language)
    if "themes" in shown:
        labels = {theme.slug: theme.labels for theme in room.town.themes}
        shown["themes"] = ", ".join(labels[t].get(wish.language, t) for t in shown["themes"] if t in labels)
    return room.say(key, wish.language, **shown)


def _my_surveys(asked: Asked, wishes: Sequence[Wish]) -> list[Any]:
    who, languages = [wish.participant for wish in wishes], [wish.language for wish in wishes]
    return list(stand(asked.unit, asked.room, who, languages, wishes[0].now))


#: name that a script declares → what finds it
LOOKUPS: Mapping[str, Callable[[Asked, Sequence[Wish]], list[Any]]] = {
    "suggested_theme": _suggested_theme,
    "reference": _reference,
    "download_code": _download_code,
    "link_code": _link_code,
    "link_owner": _link_owner,
    "similar_ideas": _similar_ideas,
    "similar_to_mine": _similar_to_mine,
    "my_ideas": _my_ideas,
    "inadmissible": _inadmissible,
    "my_surveys": _my_surveys,
}
