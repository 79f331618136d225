"""How is a sending called on a page, and who wrote it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from storage.broadcast import Broadcast
from storage.unit import Unit

#: Signs of a text that a list shows.
SHOWN = 80


def find_titles(unit: Unit, language: str) -> Mapping[str, str]:
    """Return the title of each survey, by its name."""
    return {survey.slug: said(survey.title, language) or survey.slug for survey in unit.surveys.all()}


def title_of(sending: Broadcast | Mapping[str, Any], titles: Mapping[str, str], language: str) -> str:
    """Return what a list shows of a sending: the beginning of its text, or its survey's title."""
    if isinstance(sending, Broadcast):
        survey, texts = sending.survey, sending.texts
    else:
        survey, texts = sending.get("survey"), dict(sending.get("message") or {})
    if survey:
        return f"« {titles.get(survey, survey)} »"
    text = " ".join(said(texts, language).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


def said(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, else in the first there is."""
    return texts.get(language) or next(iter(texts.values()), "")


def find_authors(unit: Unit, actors: Iterable[str]) -> Mapping[str, str]:
    """Return the name behind each `staff:<id>`; commands name people themselves."""
    found = {}
    for actor in set(actors):
        kind, _, id = actor.partition(":")
        member = unit.staff.by_id(id) if kind == "staff" else None
        found[actor] = member.name if member is not None else actor
    return found
