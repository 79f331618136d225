"""Where does a participant stand with each survey: to come, open, answered, over? What the door of a survey asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.conversation.room import Room
from dialogues.labels import spoken
from storage.responses import DONE
from storage.surveys import Survey
from storage.unit import Unit

#: what a keyed hash of a ballot is of, beside the participant: a survey's id comes after
BALLOT = "ballot:"


def ballot(room: Room, survey: Survey, participant: str) -> tuple[str, str]:
    """Return what keeps a participant from answering an anonymous survey twice."""
    return survey.id, room.proof(BALLOT + survey.id, participant)


def stand(
    unit: Unit, room: Room, participants: Sequence[str], languages: Sequence[str], now: datetime
) -> list[list[dict[str, Any]]]:
    """Return for each participant how every survey stands to them."""
    surveys = room.shelf.surveys
    if not surveys:
        return [[] for _ in participants]
    begun, finished = unit.responses.standing(participants), _finished(unit, surveys)
    anonymous = [survey for survey in surveys if survey.anonymous]
    ballots = [ballot(room, survey, who) for survey in anonymous for who in participants]
    cast = unit.responses.has_cast(ballots)

    def state(survey: Survey, who: str) -> str:
        if not survey.takes_answers(now):
            coming = survey.state == "open" and survey.opens_at is not None and now < survey.opens_at
            return "coming" if coming else "closed"
        if survey.anonymous and ballot(room, survey, who) in cast:
            return "sealed"
        if begun.get((who, survey.id)) == DONE:
            return "answered"
        full = survey.quota is not None and finished.get(survey.id, 0) >= survey.quota
        return "full" if full and begun.get((who, survey.id)) != "open" else "open"

    described = {one: [_described(room, survey, one) for survey in surveys] for one in set(languages)}

    def told(survey: Survey, who: str, shown: Mapping[str, Any]) -> dict[str, Any]:
        stands = state(survey, who)
        given = _given(unit, room, survey, who) if stands == "answered" else {}
        return {**shown, "state": stands, "given": given}

    return [
        [told(survey, who, shown) for survey, shown in zip(surveys, described[language], strict=True)]
        for who, language in zip(participants, languages, strict=True)
    ]


def _finished(unit: Unit, surveys: Sequence[Survey]) -> Mapping[str, int]:
    bounded = any(survey.quota is not None for survey in surveys)
    return unit.responses.finished() if bounded else {}


def _described(room: Room, survey: Survey, language: str) -> dict[str, Any]:
    title = spoken(survey.title, language, room.phrasebook.default)
    length = room.say("survey.length", language, n=room.shelf.length(survey))
    return {
        "id": survey.slug,
        "title": title,
        "dialogue": survey.dialogue,
        "anonymous": survey.anonymous,
        "length": length,
    }


def _given(unit: Unit, room: Room, survey: Survey, participant: str) -> dict[str, Any]:
    """Return the answers that count, to questions that are still asked: what a correction begins with."""
    latest = unit.responses.latest(participant, survey.id)
    if latest is None:
        return {"correcting": True}
    asked = room.shelf.questions(survey)
    passed: dict[str, Any] = dict.fromkeys(step for step in latest.skipped if step in asked)
    answers = {a.step: a.value for a in unit.answers.of_session(latest.session_id) if a.step in asked}
    return {**passed, **answers, "correcting": True}
