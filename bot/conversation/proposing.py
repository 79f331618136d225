"""What is kept of an idea that was just handed in, and may others see it already?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.conversation.room import Room
from bot.participation.idea_states import SUBMITTED, WAITING
from bot.participation.reference import read_reference
from storage.audit import Act
from storage.ideas import Idea, Words


def build_idea(
    room: Room, participant: str, language: str, values: Mapping[str, Any], id: str, now: datetime
) -> Idea:
    """Return an idea with its first words; `values` are those that its dialogue submits."""
    consultation = room.town.consultation(values["consultation"])
    photos, place = [photo["reference"] for photo in values.get("photo") or ()], values.get("place")
    words = Words(
        values["title"] or "", values["solution"], values["problem"], values["benefit"], now, place, photos
    )
    return Idea(
        id,
        read_reference(values["reference"]) or 0,
        values["reference"],
        participant,
        words,
        now,
        WAITING if room.moderates_first else SUBMITTED,
        consultation_id=consultation.id if consultation else None,
        theme=values["theme"],
        language=language,
        district=place.get("district") if place else None,
    )


def acts_of(room: Room, kind: str, id: str, now: datetime) -> list[Act]:
    """Return the lines of the audit about what was handed in; an idea that needs no reading first is published by it."""
    acts = [Act(now, "participant", f"{kind} submitted", id, {"dialogue": kind})]
    if kind == "idea" and not room.moderates_first:
        acts.append(Act(now, "participant", "idea published", id))
    return acts
